//! Chooses the picture protocol for a terminal.

use crate::config::Images;
use crate::config::Showing;
use crate::terminal::{Depth, Protocol, Terminal};

/// Returns the picture protocol; `None` if the terminal must be queried first because `answer` does
/// not identify it. `color` is whether colours may be used.
///
/// # Errors
/// If pictures cannot be displayed, with the reason.
pub(crate) fn protocol(
    images: Images,
    terminal: &Terminal,
    color: bool,
    answer: Option<&str>,
) -> Result<Option<Protocol>, &'static str> {
    if !color {
        return Err("colours are turned off");
    }
    if terminal.is_simple() {
        return Err("this terminal shows only text");
    }
    let protocol = match images.show {
        Showing::In(protocol) => Some(protocol),
        // A multiplexer does not pass pictures on unless it is configured to.
        _ if terminal.within().is_some() => Some(Protocol::HalfBlocks),
        Showing::Auto | Showing::Off => terminal.best_way(answer),
    };
    let has_many = matches!(terminal.depth(), Depth::Many | Depth::True);
    if protocol == Some(Protocol::HalfBlocks) && !has_many {
        return Err("this terminal has too few colours");
    }
    Ok(protocol)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Variables = &'static [(&'static str, &'static str)];

    fn found(show: Showing, variables: Variables) -> Result<Option<Protocol>, &'static str> {
        let images = Images { show, ..Images::default() };
        protocol(images, &terminal(variables), true, None)
    }

    fn terminal(variables: Variables) -> Terminal {
        Terminal::of(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, it)| (*it).to_owned())
        })
    }

    const UNKNOWN: Variables = &[("TERM", "xterm-256color")];

    #[test]
    fn a_terminal_that_is_known_is_not_asked() {
        let cases: [(Variables, Protocol); 6] = [
            (&[("TERM", "xterm-ghostty")], Protocol::Kitty),
            (&[("TERM", "foot"), ("COLORTERM", "truecolor")], Protocol::Sixel),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], Protocol::Iterm),
            (
                &[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")],
                Protocol::HalfBlocks,
            ),
            (&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")], Protocol::HalfBlocks),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")], Protocol::HalfBlocks),
        ];
        for (variables, expected) in cases {
            for show in [Showing::Auto, Showing::Off] {
                assert_eq!(found(show, variables), Ok(Some(expected)), "{variables:?}");
            }
        }
    }

    #[test]
    fn one_that_is_not_known_is_asked() {
        assert_eq!(found(Showing::Auto, UNKNOWN), Ok(None));
        let kitty: Variables = &[("TERM", "xterm-kitty"), ("COLORTERM", "truecolor")];
        assert_eq!(found(Showing::Auto, kitty), Ok(None), "old ones have no placeholders");
        let answered = |variables, answer| {
            protocol(Images::default(), &terminal(variables), true, Some(answer))
                .map(Option::unwrap)
        };
        for (answer, expected) in [
            ("kitty(0.32.2)", Protocol::Kitty),
            ("kitty(0.26.5)", Protocol::HalfBlocks),
            ("ghostty 1.1.3", Protocol::Kitty),
            ("WezTerm 20240203-110809-5046fcf2", Protocol::Iterm),
            ("foot(1.16.2)", Protocol::Sixel),
            ("Konsole 22.12.3", Protocol::HalfBlocks),
            ("XTerm(379)", Protocol::HalfBlocks),
        ] {
            assert_eq!(answered(UNKNOWN, answer), Ok(expected), "{answer}");
        }
        assert_eq!(answered(UNKNOWN, ""), Ok(Protocol::HalfBlocks));
        assert_eq!(answered(kitty, ""), Ok(Protocol::Kitty));
        assert_eq!(answered(kitty, "kitty(0.26.5)"), Ok(Protocol::HalfBlocks));
    }

    #[test]
    fn the_settings_decide_where_they_say_something() {
        let forced = found(Showing::In(Protocol::Sixel), UNKNOWN);
        assert_eq!(forced, Ok(Some(Protocol::Sixel)));
        let few = found(Showing::In(Protocol::HalfBlocks), &[("TERM", "xterm")]);
        assert_eq!(few, Err("this terminal has too few colours"));
        let images = Images { show: Showing::In(Protocol::Kitty), ..Images::default() };
        assert_eq!(
            protocol(images, &terminal(UNKNOWN), false, None),
            Err("colours are turned off")
        );
        let simple = found(Showing::Auto, &[("TERM", "linux")]);
        assert_eq!(simple, Err("this terminal shows only text"));
    }
}
