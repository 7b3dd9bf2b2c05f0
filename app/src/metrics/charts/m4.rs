//! M4: a panel per arm, a mark per week on the scale of the question, joined only where weeks
//! follow each other. A missing answer has a lane of its own outside the scale.

use domain::decimal::Decimal;
use domain::metric::format::beside;
use domain::metric::{Ratio, Series};
use domain::programme::EnergyCard;

use super::{Anchor, Drawing, Look, Mark, Size, Weight, first_fitting, width_of};

/// The words of the scale at its ends and in its middle.
const WORDS: [(u8, &str); 5] = [
    (5, "5 Energised"),
    (4, "4"),
    (3, "3 Steady"),
    (2, "2"),
    (1, "1 Drained"),
];

/// The words of the scale, and the bar by its name: at a score it stands before the score's own words, between two scores
/// it takes the place of the words that it would touch.
fn scale(bar: Decimal, panel: &Panel, look: Look) -> Vec<(f64, String)> {
    let at = panel.height(Ratio::from(bar).to_f64());
    let apart = |y: f64| (y - at).abs() >= look.tick;
    let named = WORDS.into_iter().find(|(score, _)| bar == (*score).into());
    let mut ways: Vec<String> = named.iter().map(|(_, word)| format!("Bar: {word}")).collect();
    ways.push(format!("Bar: {bar}"));
    let words = WORDS.into_iter().map(|(score, word)| (panel.y(score), word.to_owned()));
    let mut words: Vec<_> = words.filter(|(y, _)| apart(*y)).collect();
    words.push((at, first_fitting(&ways, look.tick, panel.left - look.tick * 0.8)));
    words
}

/// Where things lie in one panel.
struct Panel {
    /// Where its name begins.
    name: f64,
    left: f64,
    right: f64,
    /// The first week begins so far from the left, and the last ends so far from the right: marks stay inside.
    inset: f64,
    /// The heading's base line.
    head: f64,
    /// The height of a 5.
    five: f64,
    /// From one score to the next.
    step: f64,
}

impl Panel {
    fn y(&self, score: u8) -> f64 {
        self.height(score.min(5).into())
    }

    /// Where a value between two scores lies.
    fn height(&self, score: f64) -> f64 {
        self.five + (5.0 - score) * self.step
    }

    fn no_reply(&self) -> f64 {
        self.y(1) + self.step * 0.75
    }

    fn bottom(&self) -> f64 {
        self.no_reply() + self.step * 0.95
    }

    /// The width of one of so many weeks.
    #[expect(clippy::cast_precision_loss, reason = "a pilot has far fewer than 2^53 weeks")]
    fn week(&self, of: usize) -> f64 {
        (self.right - self.left - 2.0 * self.inset) / of.max(1) as f64
    }

    /// The middle of a week.
    #[expect(clippy::cast_precision_loss, reason = "a pilot has far fewer than 2^53 weeks")]
    fn x(&self, index: usize, of: usize) -> f64 {
        self.left + self.inset + self.week(of) * (index as f64 + 0.5)
    }
}

/// M4 (`metrics.md` M4).
pub fn m4(card: &EnergyCard, size: Size) -> Drawing {
    let look = size.look();
    let mut drawing = Drawing::new(look.width);
    let step = match size {
        Size::Wide | Size::Narrow => 32.0,
        Size::Stage => 76.0,
    };
    let panel = |left, right, above: f64| Panel {
        // On a phone above the words of the scale.
        name: if size == Size::Narrow { 0.0 } else { left },
        left,
        right,
        inset: look.old,
        head: above + look.label,
        five: above + look.label * 2.6,
        step,
    };
    let panels = match size {
        Size::Wide => [panel(104.0, 400.0, 0.0), panel(464.0, 760.0, 0.0)],
        Size::Narrow => {
            let first = panel(122.0, 358.0, 0.0);
            let above = first.bottom() + look.tick * 2.2;
            [first, panel(122.0, 358.0, above)]
        }
        Size::Stage => [panel(330.0, 980.0, 0.0), panel(1058.0, 1728.0, 0.0)],
    };
    for (series, panel) in [Series::NewModel, Series::OldModel].into_iter().zip(&panels) {
        if series == Series::NewModel || size == Size::Narrow {
            for (y, word) in scale(card.bar, panel, look) {
                let at = (panel.left - look.tick * 0.8, y + look.tick * 0.35);
                drawing.tick(at, Anchor::End, word);
            }
            let at = (panel.left - look.tick * 0.8, panel.no_reply() + look.tick * 0.35);
            drawing.tick(at, Anchor::End, "No reply");
        }
        for score in 1..=5 {
            if card.bar != score.into() {
                let y = panel.y(score);
                drawing.line((panel.left, y), (panel.right, y), "guide");
            }
        }
        let bar = panel.height(Ratio::from(card.bar).to_f64());
        drawing.line((panel.left, bar), (panel.right, bar), "bar-line");
        draw(&mut drawing, (look, size), panel, series, card);
        drawing.height = panel.bottom() + look.tick * 0.5;
    }
    drawing
}

#[expect(clippy::cast_precision_loss, reason = "an arm has far fewer than 2^53 PMs")]
fn draw(drawing: &mut Drawing, (look, size): (Look, Size), panel: &Panel, series: Series, card: &EnergyCard) {
    let weight = Weight::of(series);
    drawing.label((panel.name, panel.head), Anchor::Start, weight, series.label());
    let Some(data) = card.panel(series) else {
        drawing.label((panel.right, panel.head), Anchor::End, Weight::Quiet, "No data yet");
        return;
    };
    let energy = &data.energy;
    let bar = card.bar;
    let none = if size == Size::Stage {
        "None yet"
    } else {
        "No replies yet"
    };
    let average = energy.mean().map_or(none.to_owned(), |mean| {
        let (mean, given, of) = (beside(mean, bar), energy.given, energy.of());
        let ways = [
            format!("average {mean}, {}", data.answered()),
            format!("average {mean} ({given} of {of})"),
            format!("{mean} ({given} of {of})"),
        ];
        let room = panel.right - panel.name - width_of(series.label(), look.label) - look.label;
        let ways = if size == Size::Stage { &ways[2..] } else { &ways };
        first_fitting(ways, look.label, room)
    });
    drawing.label((panel.right, panel.head), Anchor::End, weight, average);

    let class = match series {
        Series::OldModel => "series-old",
        _ => "series-new",
    };
    // Several PMs stand side by side in their week.
    let weeks = data.pms.first().map_or(&[][..], |pm| &pm.energy.weeks);
    let week = panel.week(weeks.len());
    // Where there is no room they close up, and stay in their week.
    let beside_one_another = (look.new * 2.4).min(week * 0.8 / data.pms.len().max(1) as f64);
    let middle = (data.pms.len() as f64 - 1.0) / 2.0;
    for (place, pm) in data.pms.iter().enumerate() {
        let aside = (place as f64 - middle) * beside_one_another;
        let of = pm.energy.weeks.len();
        for (i, pair) in pm.energy.weeks.windows(2).enumerate() {
            if let [Some(one), Some(next)] = [pair[0].score, pair[1].score] {
                let (from, to) = (panel.x(i, of) + aside, panel.x(i + 1, of) + aside);
                drawing.line((from, panel.y(one)), (to, panel.y(next)), class);
            }
        }
        for (i, week) in pm.energy.weeks.iter().enumerate() {
            let x = panel.x(i, of) + aside;
            match week.score {
                Some(score) => drawing.mark(series, false, (x, panel.y(score)), look.radius(series)),
                None if week.closed => drawing.marks.push(Mark::Circle {
                    at: (x, panel.no_reply()),
                    r: look.new * 0.9,
                    class: "missing",
                }),
                None => {}
            }
        }
    }
    // With many weeks every mark stays, and only words that do not touch; the first stays right of those of the scale.
    let mut free_from = panel.left - look.tick * 0.4;
    for (i, week) in weeks.iter().enumerate() {
        // On the stage every word counts.
        let word = match (size, i) {
            (Size::Stage, 1..) => week.number.to_string(),
            _ => format!("Wk {}", week.number),
        };
        let half = width_of(&word, look.tick) / 2.0;
        let x = panel.x(i, weeks.len()).min(panel.right - half);
        let x = if i == 0 { x.max(free_from + half) } else { x };
        if x - half >= free_from {
            free_from = x + half + look.tick * 0.8;
            drawing.tick((x, panel.bottom()), Anchor::Middle, word);
        }
    }
}
