//! Fetching from servers on the loopback network that behave well or badly: what is requested and
//! when, what becomes a document, and what is reported when nothing does.

mod adding;
mod credentials;
mod entries;
mod library;
mod politeness;
mod probing;
mod random;
mod responses;
mod server;
mod shared;
