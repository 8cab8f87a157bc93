//! Capabilities of the terminal, derived from the environment alone: name, colours, links,
//! progress, text direction, and helper programs. Never queries the terminal, writes to it, or
//! starts a program.

mod profiles;
mod programs;

pub use profiles::{Protocol, TextOrder};
pub(crate) use programs::{Browsers, ClipboardProgram};

use profiles::{PLACEHOLDERS, TERMINALS, TerminalProfile, VTE, Version, XTERM};

/// Colour depth of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// No colours, or none wanted: only text weight is used.
    None,
    /// The terminal's 16 palette colours.
    Sixteen,
    /// The palette, a 6×6×6 colour cube, and 24 greys.
    Many,
    /// 24-bit colours.
    True,
}

/// A terminal multiplexer that the program runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux.
    Tmux {
        /// Whether it is new enough to pass on links; it then does so if the outer terminal
        /// supports them.
        links: bool,
    },
    /// GNU screen.
    Screen,
    /// Zellij.
    Zellij,
}

impl Multiplexer {
    /// Its display name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmux { .. } => "tmux",
            Self::Screen => "screen",
            Self::Zellij => "Zellij",
        }
    }
}

/// The terminal that the program runs in.
#[derive(Clone, Debug)]
pub struct Terminal {
    known: Option<&'static TerminalProfile>,
    term: String,
    program: String,
    version: Version,
    within: Option<Multiplexer>,
    depth: Depth,
    locale: String,
}

impl Terminal {
    /// Detects the terminal of this process.
    #[must_use]
    pub fn here() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    /// Detects the terminal from environment variables; empty ones count as unset.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).unwrap_or_default();
        let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
        let known = recognised(&term, &program, &value);
        let version = known.map(|it| version(&value(it.version))).unwrap_or_default();
        let within = multiplexer(&term, &program, &value);
        // What runs inside of a multiplexer has its colours.
        let own = known.filter(|_| within.is_none()).map_or(Depth::Sixteen, |it| it.depth);
        let depth = depth(&value("COLORTERM"), &term).max(own);
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(value);
        let locale = locale.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default();
        Self { known, term, program, version, within, depth, locale }
    }

    /// Its display name, if recognized.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        self.known.map(|it| it.name)
    }

    /// A title for its window: the name of the terminal, of which `TERM` often is a variant.
    #[must_use]
    pub fn title(&self) -> &str {
        let variant = ["-256color", "-direct", "-truecolor"];
        let own = variant.iter().find_map(|end| self.term.strip_suffix(end));
        let name = self.name().filter(|name| !name.starts_with("a "));
        name.unwrap_or(own.unwrap_or(&self.term))
    }

    /// The value of `TERM`.
    #[must_use]
    pub fn term(&self) -> &str {
        &self.term
    }

    /// The locale of characters; empty if none is set.
    #[must_use]
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// Whether the locale says that the terminal shows UTF-8.
    #[must_use]
    pub fn is_utf8(&self) -> bool {
        self.locale.to_ascii_lowercase().replace('-', "").contains("utf8")
    }

    /// The value of `TERM_PROGRAM`.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.program
    }

    /// The multiplexer around the program, if any.
    #[must_use]
    pub fn within(&self) -> Option<Multiplexer> {
        self.within
    }

    /// The colour depth, if the terminal supports colours at all.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Whether the terminal shows plain text only and would print other sequences literally.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        let simple = ["dumb", "linux", "eterm"].iter().any(|name| self.term.starts_with(name));
        // Windows does not set `TERM`.
        simple || self.term.is_empty() && self.known.is_none()
    }

    /// Whether the terminal opens hyperlinks (OSC 8). Others should ignore the sequence, but some
    /// print it.
    #[must_use]
    pub fn has_links(&self) -> bool {
        match self.within {
            Some(Multiplexer::Tmux { links }) => links,
            Some(Multiplexer::Screen) => false,
            Some(Multiplexer::Zellij) | None => self.has(|known| known.links),
        }
    }

    /// Whether the terminal shows progress (OSC 9;4) and does not mistake it for a notification.
    #[must_use]
    pub fn has_progress(&self) -> bool {
        self.within.is_none() && self.has(|known| known.progress)
    }

    /// How the terminal wants right-to-left text. Most draw cell by cell or, like those built on
    /// VTE, leave the order alone on request.
    #[must_use]
    pub fn text_order(&self) -> TextOrder {
        self.known.map_or(TextOrder::Seen, |known| known.order)
    }

    /// Whether the terminal draws the parts of an emoji of several characters side by side, however
    /// many columns it takes the whole for.
    #[must_use]
    pub fn splits_emoji(&self) -> bool {
        self.known.is_some_and(|known| known.splits_emoji)
    }

    /// Returns the best picture protocol. `answer` is the terminal's reply to `VERSION`, empty if
    /// it did not reply; needed if the environment does not identify the terminal or its version.
    /// Returns `None` if the terminal has to be queried first. A multiplexer may still block
    /// pictures.
    #[must_use]
    pub fn best_way(&self, answer: Option<&str>) -> Option<Protocol> {
        match self.known {
            // Kitty gained placeholders in a later version, which the environment does not name.
            Some(TerminalProfile { pictures: [Protocol::Kitty], answer: "kitty(", .. }) => {
                answer.map(|told| if told.is_empty() { Protocol::Kitty } else { way_of(told) })
            }
            Some(known) => known.pictures.first().copied().or(Some(Protocol::HalfBlocks)),
            None => answer.map(way_of),
        }
    }

    fn has(&self, since: impl Fn(&TerminalProfile) -> Option<Version>) -> bool {
        let since = self.known.and_then(since);
        !self.is_simple() && since.is_some_and(|first| self.version >= first)
    }
}

/// Asks the terminal for its name and version (XTVERSION of xterm).
pub(crate) const VERSION: &str = "\x1b[>0q";

/// The picture protocol for a terminal with this name and version.
fn way_of(answer: &str) -> Protocol {
    let answer = answer.to_ascii_lowercase();
    let is_said =
        |known: &&TerminalProfile| !known.answer.is_empty() && answer.starts_with(known.answer);
    let way = TERMINALS.iter().find(is_said).and_then(|known| known.pictures.first().copied());
    let digits = answer.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_old = answer.starts_with("kitty(") && version(digits) < PLACEHOLDERS;
    way.filter(|_| !is_old).unwrap_or(Protocol::HalfBlocks)
}

/// `TERM` is set by the terminal itself. The other variables are inherited by terminals started
/// from within another one, but do not survive a remote connection.
fn recognised(
    term: &str,
    program: &str,
    value: &impl Fn(&str) -> String,
) -> Option<&'static TerminalProfile> {
    let find = |is: &dyn Fn(&TerminalProfile) -> bool| TERMINALS.iter().find(|known| is(known));
    let sets = |known: &TerminalProfile| known.variables.iter().any(|name| !value(name).is_empty());
    find(&|known| !known.term.is_empty() && term.contains(known.term))
        .or_else(|| find(&|known| !known.program.is_empty() && program == known.program))
        .or_else(|| find(&sets))
        .or_else(|| Some(&XTERM).filter(|xterm| xterm.term == term && sets(xterm)))
        .or_else(|| Some(&VTE).filter(|vte| sets(vte)))
}

fn multiplexer(term: &str, program: &str, value: &impl Fn(&str) -> String) -> Option<Multiplexer> {
    if !value("TMUX").is_empty() || term.starts_with("tmux") {
        let links = program == "tmux" && version(&value("TERM_PROGRAM_VERSION")) >= (3, 4, 0);
        return Some(Multiplexer::Tmux { links });
    }
    if term.starts_with("screen") {
        // Older versions of tmux use this `TERM` too, and so does tmux on a remote host.
        let links = program == "tmux" && version(&value("TERM_PROGRAM_VERSION")) >= (3, 4, 0);
        let tmux = Multiplexer::Tmux { links };
        return Some(if program == "tmux" { tmux } else { Multiplexer::Screen });
    }
    Some(Multiplexer::Zellij).filter(|_| !value("ZELLIJ").is_empty())
}

/// Colour depth of a terminal that supports colours.
fn depth(colorterm: &str, term: &str) -> Depth {
    if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

/// Parses versions such as `3.4`, `3.5a` and `20240203-110809-5046fcf2`.
fn version(written: &str) -> Version {
    let mut numbers = written.split(|c: char| !c.is_ascii_digit()).map(str::parse);
    let mut next = || numbers.next().and_then(Result::ok).unwrap_or(0);
    (next(), next(), next())
}

#[cfg(test)]
mod tests;
