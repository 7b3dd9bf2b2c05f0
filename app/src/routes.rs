//! Every page, one line each. All render asynchronously: the HTML arrives whole and needs no script.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::error::AppError;
use crate::ui::page;
use crate::{
    account, activity, approval, baseline, comment, data, decision, metrics, people, pilot, proposal, readout, start,
    survey, week_one, zone,
};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=|| page(async { Err(AppError::NotFound) })>
                <Route path=path!("") view=account::pages::Inbox ssr=SsrMode::Async/>
                <Route path=path!("sign-in") view=account::pages::SignIn ssr=SsrMode::Async/>
                <Route path=path!("setup/:token") view=account::pages::SetUp ssr=SsrMode::Async/>
                <Route path=path!("invitation/:token") view=account::pages::Invitation ssr=SsrMode::Async/>
                <Route path=path!("reset/:token") view=account::pages::Reset ssr=SsrMode::Async/>
                <Route path=path!("settings") view=account::pages::Settings ssr=SsrMode::Async/>
                <Route path=path!("help") view=account::pages::Help ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot") view=pilot::pages::Overview ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/metrics") view=metrics::pages::Metrics ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/metrics/:metric") view=metrics::pages::OneMetric ssr=SsrMode::Async/>
                <Route path=path!("pilots/new") view=pilot::add::AddPilot ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal") view=proposal::pages::Proposal ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/understood") view=proposal::understood::Understood ssr=SsrMode::Async/>
                <Route path=path!("definitions") view=proposal::terms::Definitions ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/complete") view=proposal::complete::Complete ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/edit/:section") view=proposal::edit::Edit ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/conflict/:id") view=proposal::conflict::Conflict ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/delete/:section") view=proposal::arrange::Delete ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/order") view=proposal::arrange::Order ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/kept") view=proposal::kept::Kept ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/history") view=proposal::history::History ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/r/:number") view=proposal::revision::Revision ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/r/:number/restore") view=proposal::revision::Restore ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/compare") view=proposal::compare::Choose ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/compare/:old/:new") view=proposal::compare::Compare ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/comments") view=comment::list::Comments ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/comment") view=comment::pages::NewComment ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/proposal/comment/:id") view=comment::thread::OneThread ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/approval") view=approval::pages::Approval ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/approval/check") view=approval::check::Check ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/approval/record/:id") view=approval::record::Record ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/approval/condition/:id") view=approval::conditions::ConditionPage ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/approval/deputy") view=approval::deputy::Deputy ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/activity") view=activity::pages::Activity ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/survey") view=survey::pages::Survey ssr=SsrMode::Async/>
                <Route path=path!("s/:token") view=survey::pages::ByLink ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/data") view=data::pages::Data ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/people") view=people::pages::People ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/people/consent") view=people::consent::Consent ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/people/feature/:arm") view=people::feature::Feature ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/people/baseline") view=baseline::pages::Baseline ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/people/baseline/:position") view=baseline::pages::Feature ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/start") view=start::pages::Start ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/zone") view=zone::pages::Zone ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/zone/edit/:item") view=zone::edit::EditItem ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/zone/v/:version") view=zone::pages::Version ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/week-one") view=week_one::pages::WeekOne ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/week-one/:arm/:activity") view=week_one::pages::MarkDone ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/readout") view=readout::pages::Readout ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/readout/overview") view=readout::pages::Overview ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/readout/print") view=readout::pages::Print ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/readout/:slide") view=readout::pages::OnStage ssr=SsrMode::Async/>
                <Route path=path!("p/:pilot/decision") view=decision::pages::Decision ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
