//! Asking for approval and deciding: seats and deputies, conditions, withdrawals, and races.

mod cast;
mod conditions;
mod deciding;
mod judging;
mod mail;
mod race;
mod seats;
