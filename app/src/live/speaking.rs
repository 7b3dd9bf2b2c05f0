//! What a live page says aloud, for whoever does not see its numbers change: what is new since it spoke last, in one
//! sentence, and seldom. Times are milliseconds, and the present is an argument.

/// From one sentence to the next at least.
const SELDOM: f64 = 30_000.0;

/// What was said of the numbers of a page.
#[derive(Clone, Debug)]
pub struct Speaking {
    /// The numbers, a sentence each, that the reader knows: those the page came with, then those spoken of.
    known: Vec<String>,
    /// When it spoke last.
    spoke: Option<f64>,
}

impl Speaking {
    /// Of a page that came with these numbers, which is not said.
    pub fn silent(known: Vec<String>) -> Self {
        Self { known, spoke: None }
    }

    /// Whether it may speak.
    pub fn may(&self, now: f64) -> bool {
        self.spoke.is_none_or(|spoke| now - spoke >= SELDOM)
    }

    /// What is to be said of these numbers, if there is anything and it may.
    pub fn say(&mut self, numbers: Vec<String>, now: f64) -> Option<String> {
        if !self.may(now) {
            return None;
        }
        let mut news = numbers.iter().filter(|number| !self.known.contains(number));
        let said = news.next().map(|first| match news.count() {
            0 => first.clone(),
            1 => format!("{first} One more number changed."),
            more => format!("{first} {more} more numbers changed."),
        });
        self.known = numbers;
        if said.is_some() {
            self.spoke = Some(now);
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::Speaking;

    fn numbers(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| format!("{word}.")).collect()
    }

    #[test]
    fn nothing_is_said_of_what_the_page_came_with() {
        let mut speaking = Speaking::silent(numbers(&["Cycles 1.8", "Energy 3.0"]));
        assert_eq!(speaking.say(numbers(&["Cycles 1.8", "Energy 3.0"]), 0.0), None);
        // What stands there no more is no number.
        assert_eq!(speaking.say(numbers(&["Cycles 1.8"]), 1.0), None);
    }

    #[test]
    fn what_changed_is_one_sentence_and_a_count() {
        let three = ["Cycles 1.8", "Energy 3.0", "Days 6.0"];
        for (now, said) in [
            (["Cycles 2.5", "Energy 3.0", "Days 6.0"], "Cycles 2.5."),
            (
                ["Cycles 2.5", "Energy 3.3", "Days 6.0"],
                "Cycles 2.5. One more number changed.",
            ),
            (
                ["Cycles 2.5", "Energy 3.3", "Days 7.0"],
                "Cycles 2.5. 2 more numbers changed.",
            ),
        ] {
            let mut speaking = Speaking::silent(numbers(&three));
            assert_eq!(speaking.say(numbers(&now), 0.0).as_deref(), Some(said));
            assert_eq!(speaking.say(numbers(&now), 60_000.0), None, "said once");
        }
    }

    #[test]
    fn it_speaks_at_most_once_in_half_a_minute_and_then_of_all_since() {
        let mut speaking = Speaking::silent(numbers(&["Cycles 1.8"]));
        assert_eq!(
            speaking.say(numbers(&["Cycles 2.0"]), 1_000.0).as_deref(),
            Some("Cycles 2.0.")
        );
        assert_eq!(speaking.say(numbers(&["Cycles 2.2"]), 30_999.0), None);
        assert_eq!(
            speaking.say(numbers(&["Cycles 2.4"]), 31_000.0).as_deref(),
            Some("Cycles 2.4.")
        );
        // There and back again within half a minute: nothing is new.
        assert_eq!(speaking.say(numbers(&["Cycles 2.6"]), 40_000.0), None);
        assert_eq!(speaking.say(numbers(&["Cycles 2.4"]), 70_000.0), None);
    }
}
