//! Whether this computer is offline rather than a server down: then the names of other servers
//! cannot be looked up either.

use std::net::ToSocketAddrs;

/// What the user reads then.
pub(crate) const OFFLINE: &str = "no server can be reached; this computer may be offline";

/// Names that are looked up, because each may take seconds.
const LOOKED_UP_NAMES: usize = 3;

/// Whether none of the first few names of servers can be looked up; `None` without any name.
pub(super) fn is_none_found<'a>(names: impl Iterator<Item = &'a str>) -> Option<bool> {
    let mut names = names.take(LOOKED_UP_NAMES).peekable();
    names.peek()?;
    Some(!names.any(|name| (name, 80).to_socket_addrs().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_that_are_not_found_mean_that_this_computer_is_offline() {
        let names = |names: &[&'static str]| is_none_found(names.iter().copied());
        assert_eq!(names(&["a.invalid", "b.invalid"]), Some(true));
        assert_eq!(names(&["a.invalid", "localhost"]), Some(false));
        assert_eq!(names(&[]), None, "without feeds there is nothing to compare with");
    }
}
