//! Every page, one line each: its address and what shows it.

use leptos::prelude::*;

use crate::error::AppError;
use crate::here::extension;
use crate::ui::page;
use crate::{
    account, activity, approval, baseline, comment, data, decision, flag, gate, hours, inbox, incident, mail, metrics,
    people, pilot, proposal, readout, start, survey, week_one, zone,
};

/// A page.
pub struct Page {
    /// Its address, with the names of what [`param`](crate::address::param) finds there.
    pub path: &'static str,
    /// What shows it.
    pub view: fn() -> AnyView,
}

macro_rules! pages {
    ($($path:literal => $view:path,)*) => {
        &[$(Page { path: $path, view: || $view().into_any() }),*]
    };
}

/// All pages.
pub const PAGES: &[Page] = pages! {
    "/" => inbox::Inbox,
    "/sign-in" => account::pages::SignIn,
    "/setup/{token}" => account::pages::SetUp,
    "/invitation/{token}" => account::pages::Invitation,
    "/reset/{token}" => account::pages::Reset,
    "/settings" => account::settings::Settings,
    "/settings/name" => account::settings::Name,
    "/settings/email" => account::settings::Email,
    "/settings/password" => account::settings::Password,
    "/new-address/{token}" => account::settings::NewAddress,
    "/admin" => account::admin::Admin,
    "/admin/person/{id}" => account::admin::OnePerson,
    "/forgotten" => mail::forgotten::Forgotten,
    "/unsubscribe/{token}" => mail::unsubscribe::Unsubscribe,
    "/outbox" => mail::pages::Outbox,
    "/outbox/{id}" => mail::pages::OneMail,
    "/help" => account::pages::Help,
    "/p/{pilot}" => pilot::pages::Overview,
    "/p/{pilot}/metrics" => metrics::pages::Metrics,
    "/p/{pilot}/metrics/{metric}" => metrics::pages::OneMetric,
    "/p/{pilot}/draft" => pilot::draft::DraftPage,
    "/pilots/new" => pilot::add::AddPilot,
    "/pilots/put-away" => pilot::put_away::PutAwayPage,
    "/p/{pilot}/proposal" => proposal::pages::Proposal,
    "/p/{pilot}/proposal/understood" => proposal::understood::Understood,
    "/definitions" => proposal::terms::Definitions,
    "/p/{pilot}/proposal/complete" => proposal::complete::Complete,
    "/p/{pilot}/proposal/edit/{section}" => proposal::edit::Edit,
    "/p/{pilot}/proposal/conflict/{id}" => proposal::conflict::Conflict,
    "/p/{pilot}/proposal/delete/{section}" => proposal::arrange::Delete,
    "/p/{pilot}/proposal/order" => proposal::arrange::Order,
    "/p/{pilot}/proposal/kept" => proposal::kept::Kept,
    "/p/{pilot}/proposal/first" => proposal::first::First,
    "/p/{pilot}/proposal/history" => proposal::history::History,
    "/p/{pilot}/proposal/r/{number}" => proposal::revision::Revision,
    "/p/{pilot}/proposal/r/{number}/restore" => proposal::revision::Restore,
    "/p/{pilot}/proposal/compare" => proposal::compare::Choose,
    "/p/{pilot}/proposal/compare/{old}/{new}" => proposal::compare::Compare,
    "/p/{pilot}/proposal/comments" => comment::list::Comments,
    "/p/{pilot}/proposal/comment" => comment::pages::NewComment,
    "/p/{pilot}/proposal/comment/{id}" => comment::thread::OneThread,
    "/p/{pilot}/approval" => approval::pages::Approval,
    "/p/{pilot}/approval/check" => approval::check::Check,
    "/p/{pilot}/approval/record/{id}" => approval::record::Record,
    "/p/{pilot}/approval/condition/{id}" => approval::conditions::ConditionPage,
    "/p/{pilot}/approval/deputy" => approval::deputy::Deputy,
    "/p/{pilot}/activity" => activity::pages::Activity,
    "/p/{pilot}/survey" => survey::pages::Survey,
    "/s/{token}" => survey::by_link::ByLink,
    "/p/{pilot}/data" => data::pages::Data,
    "/p/{pilot}/data/counting" => data::counting::Counting,
    "/p/{pilot}/data/corrections" => data::confirming::Corrections,
    "/p/{pilot}/data/import" => data::importing::ImportPage,
    "/p/{pilot}/data/pull/{id}" => data::opening::Pull,
    "/p/{pilot}/data/pulls" => data::pulls::Pulls,
    "/p/{pilot}/data/values/{arm}" => data::values::Values,
    "/p/{pilot}/data/value/{id}" => data::values::OneValue,
    "/p/{pilot}/pull-requests" => gate::pages::PullRequests,
    "/p/{pilot}/pull-requests/planning/{arm}" => gate::planning::Planning,
    "/p/{pilot}/pull-requests/tokens" => gate::tokens::Tokens,
    "/p/{pilot}/pull-requests/{id}" => gate::pull::PullRequest,
    "/p/{pilot}/flags" => flag::pages::Flags,
    "/p/{pilot}/flags/{arm}" => flag::pages::Record,
    "/p/{pilot}/flags/flip/{id}" => flag::pages::OneFlip,
    "/p/{pilot}/incidents" => incident::pages::Incidents,
    "/p/{pilot}/incidents/{id}" => incident::pages::OneIncident,
    "/p/{pilot}/hours" => hours::pages::ReviewHours,
    "/p/{pilot}/people" => people::pages::People,
    "/p/{pilot}/people/release" => people::release::AskRelease,
    "/p/{pilot}/people/consent" => people::consent::Consent,
    "/p/{pilot}/people/participation" => people::participation::Participation,
    "/p/{pilot}/people/feature/{arm}" => people::feature::Feature,
    "/p/{pilot}/people/baseline" => baseline::pages::Baseline,
    "/p/{pilot}/people/baseline/{position}" => baseline::pages::Feature,
    "/p/{pilot}/start" => start::pages::Start,
    "/p/{pilot}/zone" => zone::pages::Zone,
    "/p/{pilot}/zone/compare" => zone::compare::Compare,
    "/p/{pilot}/zone/history" => zone::history::History,
    "/p/{pilot}/zone/edit" => zone::drafting::EditZone,
    "/p/{pilot}/zone/v/{version}" => zone::pages::Version,
    "/p/{pilot}/zone/v/{version}/item/{item}" => zone::item::Item,
    "/p/{pilot}/zone/remark/{id}" => zone::remark::OneRemark,
    "/p/{pilot}/week-one" => week_one::pages::WeekOne,
    "/p/{pilot}/week-one/{arm}/{activity}" => week_one::pages::MarkDone,
    "/p/{pilot}/readout" => readout::pages::Readout,
    "/p/{pilot}/readout/overview" => readout::pages::Overview,
    "/p/{pilot}/readout/print" => readout::pages::Print,
    "/p/{pilot}/readout/speaker" => readout::speaker::Speaker,
    "/p/{pilot}/readout/{slide}" => readout::pages::OnStage,
    "/p/{pilot}/decision" => decision::pages::Decision,
};

/// Shown where there is no page.
pub fn nowhere() -> AnyView {
    page(async { Err(AppError::NotFound) }).into_any()
}

/// Shown where the request could not be asked who sends it: why stands in its extensions.
pub fn broken() -> AnyView {
    let error = extension::<AppError>().unwrap_or(AppError::Internal);
    page(async { Err(error) }).into_any()
}
