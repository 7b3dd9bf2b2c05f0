//! The server: routes, sessions, live updates, the webhook and its worker, the private database cluster.

pub mod auth;
pub mod example;
pub mod github;
pub mod live;
pub mod log;
pub mod markdown;
mod page;
pub mod postgres;
pub mod router;
pub mod serve;
pub mod session;
pub mod site;
pub mod worker;
