//! The rules of Countersign, pure: no clock, no randomness, no input or output. Facts come in as
//! arguments, states and numbers come out. Every feature has one module here, and the same name in
//! `store`, `app` and the tests.

pub mod activity;
pub mod approval;
pub mod calendar;
pub mod comment;
pub mod correction;
pub mod criterion;
pub mod decimal;
pub mod decision;
pub mod document;
pub mod evidence_bundle;
pub mod feature;
pub mod flag;
pub mod gate;
pub mod github;
pub mod hours;
pub mod ids;
pub mod inbox;
pub mod incident;
mod listing;
pub mod mail;
pub mod markdown;
pub mod metric;
pub mod outcome_points;
pub mod outgoing;
pub mod participation;
pub mod pasted;
pub mod person;
pub mod pilot;
pub mod policy;
pub mod programme;
pub mod proposal;
pub mod pull_request;
pub mod readout;
pub mod replacement;
pub mod survey;
pub mod template;
pub mod terms;
pub mod timeline;
pub mod week_one;
pub mod zone;

pub use listing::listing;
