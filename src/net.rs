//! HTTP requests for every part of the program: an agent with limits of time, size and
//! redirects, the guard against private addresses, proxies from the environment and one
//! User-Agent. Callers decide what to request and what a response means. Requests and responses
//! are plain data, so that only this module depends on the HTTP library.

mod agent;
mod control;
mod error;
mod guard;
mod limits;
mod message;
mod stream;

pub use agent::{Addresses, Agent};
pub use control::Control;
pub use error::{Error, Wait};
pub(crate) use guard::{is_private, is_private_url};
pub use limits::Limits;
pub use message::{Headers, Redirect, Request, Response};
pub use stream::Stream;

/// The User-Agent of every request: `newswire/VERSION (+REPOSITORY)`, without the second part
/// while the package names no repository.
#[must_use]
pub fn user_agent() -> String {
    let name = concat!("newswire/", env!("CARGO_PKG_VERSION"));
    match env!("CARGO_PKG_REPOSITORY") {
        "" => name.to_owned(),
        repository => format!("{name} (+{repository})"),
    }
}

#[cfg(test)]
mod tests;
