//! Fetching from servers on the loopback network that behave well or badly: what is asked and when,
//! what becomes a document, and what is said when nothing does.

mod adding;
mod answers;
mod credentials;
mod entries;
mod library;
mod politeness;
mod probing;
mod random;
mod server;
mod shared;
