//! Who puts text that runs from right to left in order: newswire, or the terminal. Done twice,
//! words are backwards, and no terminal says what it does; so those are known by name that do it
//! and cannot be told not to.

/// Whether the terminal is one of them. The others either draw cell by cell or, as those built
/// on VTE and mlterm, leave the order alone where they are asked to ([`EXPLICIT`]).
pub(super) fn is_terminals(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is = |name: &str, value: &str| variable(name).is_some_and(|own| own == value);
    is("TERM_PROGRAM", "Apple_Terminal")
        || is("TERM", "xterm-kitty")
        || ["KONSOLE_VERSION", "KITTY_WINDOW_ID"].iter().any(|name| variable(name).is_some())
}

/// ECMA-48's bidirectional support mode, reset: characters are shown in the order in which they
/// come. A terminal that orders each row would also exchange what stands in two panes.
pub(super) const EXPLICIT: &str = "\u{1b}[8l";
/// The terminal's own order again.
pub(super) const IMPLICIT: &str = "\u{1b}[8h";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_order_text_themselves_are_known_by_name() {
        let with = |name: &'static str, value: &'static str| {
            is_terminals(move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert!(with("TERM_PROGRAM", "Apple_Terminal") && with("KONSOLE_VERSION", "230804"));
        assert!(with("TERM", "xterm-kitty") && with("KITTY_WINDOW_ID", "1"));
        assert!(!with("TERM", "xterm-256color") && !with("TERM_PROGRAM", "iTerm.app"));
    }
}
