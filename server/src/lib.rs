//! The server: routes, sessions, live updates, the webhook and its worker.

pub mod admission;
pub mod arrival;
pub mod backup;
pub mod check;
pub mod cli;
mod coding;
pub mod counters;
pub mod durability;
pub mod example;
pub mod github;
pub mod instance;
pub mod live;
pub mod log;
pub mod markdown;
pub mod origin;
mod page;
pub mod parts;
pub mod proxies;
pub mod reach;
pub mod router;
pub mod serve;
pub mod session;
pub mod site;
pub mod stop;
pub mod sweeper;
pub mod worker;
pub mod zone;
