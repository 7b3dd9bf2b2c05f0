//! The router in memory, asked by named people: what each may see and do, and what every answer keeps.

mod account;
mod activity;
mod agree;
mod approval;
mod data;
mod disconnect;
mod draft;
mod editor;
mod extremes;
mod kept;
mod live;
mod markup;
mod pasted;
mod people;
mod policy;
mod proposal;
mod race;
mod security;
mod session;
mod stale;
mod start;
mod statements;
mod support;
mod timeline;
mod understood;
mod zone;
