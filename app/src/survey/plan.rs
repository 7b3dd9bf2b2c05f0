//! When within a week the question is open: a setting of the start, frozen with it.

use chrono::{NaiveTime, Weekday};
use domain::calendar::{DAYS, Window, local_date, named, survey_week};
use domain::policy::Action;
use domain::terms::Terms;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;

use crate::error::AppError;
use crate::form::{self, Refused, Typed, notify};
use crate::here::Here;
use crate::people::choices::Selection;
use crate::time::{moment, until};
use crate::ui::{Field, Hidden};

/// Sets it, or that it is open for whole weeks where no day is chosen to open on.
#[server(prefix = "/do", endpoint = "survey/plan_window")]
pub async fn plan_window(
    #[server(default)] pilot: String,
    #[server(default)] opens_day: String,
    #[server(default)] opens_time: String,
    #[server(default)] closes_day: String,
    #[server(default)] closes_time: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "start", Action::StartPilot, async |here, mut typed| {
        let window = if opens_day.is_empty() {
            None
        } else {
            read(&mut typed, [&opens_day, &opens_time, &closes_day, &closes_time])
        };
        typed.check()?;
        store::survey::plan_window(here.pool(), here.pilot.pilot_id, window, here.who(), here.now).await?;
        notify(format!("The survey of a week is open {}.", said(window))).await?;
        Ok(here.url("start"))
    })
    .await
}

/// What four fields say, or problems beside them.
fn read(typed: &mut Typed, [opens_day, opens_time, closes_day, closes_time]: [&str; 4]) -> Option<Window> {
    let opens_on = typed.parsed("opens_day", day(opens_day));
    let opens_at = typed.parsed("opens_time", time(opens_time).and_then(|at| at.ok_or(NO_TIME)));
    let closes_on = typed.parsed("closes_day", day(closes_day));
    let closes_at = typed.parsed("closes_time", time(closes_time));
    let window = Window::new((opens_on?, opens_at?), (closes_on?, closes_at?));
    typed.parsed("closes_day", window)
}

const NO_TIME: &str = "Enter a time of the day, such as 12:00.";

fn day(word: &str) -> Result<Weekday, &'static str> {
    let found = DAYS.into_iter().find(|day| named(*day).to_lowercase() == word);
    found.ok_or("Choose a day of the week.")
}

/// `None` for nothing, which is the end of a day.
fn time(text: &str) -> Result<Option<NaiveTime>, &'static str> {
    match text.trim() {
        "" | "24:00" => Ok(None),
        text => {
            let (hour, minute) = text.split_once(':').ok_or(NO_TIME)?;
            let number = |digits: &str| {
                let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
                fits.then(|| digits.parse::<u32>().ok()).flatten()
            };
            let time = number(hour).zip(number(minute));
            let time = time.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
            time.map(Some).ok_or(NO_TIME)
        }
    }
}

/// As a sentence goes on.
fn said(window: Option<Window>) -> String {
    window.map_or_else(|| "for all of it".to_owned(), |window| window.to_string())
}

/// The weeks as they would be with a start now, or on the day it is planned for; nothing before there are terms.
fn weeks(here: &Here) -> Option<impl IntoView + use<>> {
    let Some(Ok(terms)) = here.facts.terms.as_ref().map(Terms::agreed) else {
        return None;
    };
    let planned = here.facts.planned_start.map(|on| here.timeline().at_start_of(on).now);
    let start = planned.filter(|at| *at > here.now).unwrap_or(here.now);
    let zone = here.pilot.zone;
    let rows = (1..=terms.weeks)
        .map(|number| {
            let week = survey_week(start, zone, number, here.facts.survey_window);
            let (opens, closes) = (moment(week.opens_at, zone), until(week.closes_at, zone));
            view! { <li>{format!("Week {number}: {opens} until {closes}")}</li> }
        })
        .collect_view();
    let heading = format!("With a start on {}:", crate::time::day(local_date(start, zone)));
    Some(view! { <p>{heading}</p> <ul>{rows}</ul> })
}

/// When it is open, and for whoever starts the pilot the fields to change that.
pub fn planned(here: &Here, refused: &Refused, action: ServerAction<PlanWindow>) -> impl IntoView + use<> {
    let window = here.facts.survey_window;
    let form = here
        .may(Action::StartPilot)
        .then(|| fields(here, window, refused, action));
    view! {
        <section class="section" id="survey">
            <h2>"When the survey asks"</h2>
            <p>{format!("The question of a week is open {}. The start freezes this.", said(window))}</p>
            {weeks(here)}
            {form}
        </section>
    }
}

fn fields(
    here: &Here,
    window: Option<Window>,
    refused: &Refused,
    action: ServerAction<PlanWindow>,
) -> impl IntoView + use<> {
    let refused = refused.of("survey/plan_window");
    let days: Vec<(String, String)> = DAYS
        .map(|day| (named(day).to_lowercase(), named(day).to_owned()))
        .to_vec();
    let word = |day: Weekday| named(day).to_lowercase();
    let at = |time: NaiveTime| time.format("%H:%M").to_string();
    let opens = window.map(Window::opens);
    let closes = window.map(Window::closes);
    let slug = here.pilot.slug.clone();
    view! {
        <ActionForm action=action attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Selection
                refused=refused.clone()
                name="opens_day"
                label="It opens on"
                empty="The first day of each week, for all of it"
                options=days.clone()
                value=opens.map(|(day, _)| word(day)).unwrap_or_default()
            />
            <Field
                refused=refused.clone()
                name="opens_time"
                label="at"
                hint="Such as 12:00."
                value=opens.map(|(_, time)| at(time)).unwrap_or_default()
                width="short"
            />
            <Selection
                refused=refused.clone()
                name="closes_day"
                label="It closes on"
                empty="Choose a day"
                options=days
                value=closes.map(|(day, _)| word(day)).unwrap_or_default()
            />
            <Field
                refused=refused
                name="closes_time"
                label="closing at"
                hint="Leave it empty for the end of that day. A week never closes later than it ends."
                value=closes.and_then(|(_, time)| time).map(at).unwrap_or_default()
                width="short"
            />
            <div class="actions"><button class="button">"Save when the survey asks"</button></div>
        </ActionForm>
    }
}

#[cfg(test)]
mod tests {
    use super::{NO_TIME, time};

    #[test]
    fn a_time_of_the_day_is_read_and_nothing_is_its_end() {
        let at = |hour, minute| chrono::NaiveTime::from_hms_opt(hour, minute, 0);
        for (text, read) in [
            ("", None),
            (" 24:00 ", None),
            ("12:00", at(12, 0)),
            (" 9:5 ", at(9, 5)),
            ("00:00", at(0, 0)),
            ("23:59", at(23, 59)),
        ] {
            assert_eq!(time(text), Ok(read), "{text}");
        }
        for text in [
            "12",
            "25:00",
            "12:60",
            "-1:00",
            "12:00:00",
            "noon",
            "１２:００",
            "+1:00",
        ] {
            assert_eq!(time(text), Err(NO_TIME), "{text}");
        }
    }
}
