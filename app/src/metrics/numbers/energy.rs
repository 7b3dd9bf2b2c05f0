//! M4: every week and answer.

use domain::metric::format::beside;
use domain::metric::{EnergyWeek, Ratio, Series};
use domain::programme::{EnergyPanel, PmEnergy, Programme, Scorecard};

use super::{Cell, Numbers, or_none};

pub(super) fn energy(programme: &Programme, card: &Scorecard) -> Vec<Numbers> {
    let card = &card.energy;
    let (new_panel, old_panel) = (card.panel(Series::NewModel), card.panel(Series::OldModel));
    let (new, old) = (
        new_panel.map(|panel| &panel.energy),
        old_panel.map(|panel| &panel.energy),
    );
    let head = [("Week", false), ("New model", true), ("Old model", true)];
    let mut weeks = Numbers::new("Energy, every week", &head);
    for number in 1..=programme.terms.weeks {
        let score = |panel: Option<&EnergyPanel>| -> Cell {
            let of = |pm: &PmEnergy| {
                Some((
                    pm.name.clone(),
                    pm.energy.weeks.iter().find(|week| week.number == number).map(reply)?,
                ))
            };
            let replies: Vec<(String, String)> = panel
                .into_iter()
                .flat_map(|panel| panel.pms.iter().filter_map(of))
                .collect();
            match &replies[..] {
                [] => "No data yet".to_owned(),
                [(_, reply)] => reply.clone(),
                several => several
                    .iter()
                    .map(|(name, reply)| format!("{name}: {reply}"))
                    .collect::<Vec<_>>()
                    .join("; "),
            }
            .into()
        };
        weeks.row([format!("Week {number}").into(), score(new_panel), score(old_panel)]);
    }
    let mut values = Numbers::new(
        "Energy, mean and what it can still be",
        &[("Value", false), ("New model", true), ("Old model", true)],
    );
    let mut value = |name: &str, of: fn(&domain::metric::Energy) -> Option<Ratio>| {
        let cell =
            |energy: Option<&domain::metric::Energy>| or_none(energy.and_then(of), |mean| beside(mean, card.bar));
        values.row([name.into(), cell(new), cell(old)]);
    };
    if new.is_some() || old.is_some() {
        value("Mean of the answers given", domain::metric::Energy::mean);
        value("Every missing answer a 1", domain::metric::Energy::lowest);
        value("Every missing answer a 5", domain::metric::Energy::highest);
    }
    vec![weeks, values]
}

fn reply(week: &EnergyWeek) -> String {
    match week.score {
        Some(score) if week.late => format!("{score}, late"),
        Some(score) => score.to_string(),
        None if week.closed => "No reply".to_owned(),
        None => "Still to come".to_owned(),
    }
}
