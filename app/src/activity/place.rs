//! Where the words of an entry lead.

use domain::activity::Place;

use crate::here::Here;

/// The address of what an entry speaks of.
pub fn address(here: &Here, place: &Place) -> String {
    let path = match place {
        Place::Revision(number) => format!("proposal/r/{number}"),
        Place::Section(key) => format!("proposal#{key}"),
        Place::Comment(id) => format!("proposal/comment/{id}"),
        Place::Approval(id) => format!("approval/record/{id}"),
        Place::Request => "approval".to_owned(),
        Place::Condition(id) => format!("approval/condition/{id}"),
        Place::Zone(number) => format!("zone/v/{number}"),
        Place::ZoneRemark(id) => format!("zone/remark/{id}"),
        Place::ZoneHistory => "zone/history".to_owned(),
        Place::People => "people".to_owned(),
        Place::Feature(arm) => format!("people/feature/{arm}"),
        Place::Baseline(_) => "people/baseline".to_owned(),
        Place::Start => "start".to_owned(),
        Place::WeekOne => "week-one".to_owned(),
        Place::Data => "data".to_owned(),
        Place::Corrections => "data/corrections".to_owned(),
        Place::PullRequests => "pull-requests".to_owned(),
        Place::PullRequest(id) => format!("pull-requests/{id}"),
        Place::Planning(arm) => format!("pull-requests/planning/{arm}"),
        Place::GateTokens => "pull-requests/tokens".to_owned(),
        Place::Flags => "flags".to_owned(),
        Place::Hours => "hours".to_owned(),
        Place::Incidents => "incidents".to_owned(),
        Place::Metrics => "metrics".to_owned(),
        Place::Readout => "readout".to_owned(),
        Place::Decision => "decision".to_owned(),
    };
    here.url(&path)
}
