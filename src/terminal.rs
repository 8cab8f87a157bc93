//! What the terminal is known for, as far as the environment tells: its name, colours, links,
//! progress, who orders text, and which programs stand beside it. It asks no terminal anything,
//! writes nothing to one, and starts no program.

mod profiles;
mod programs;

pub use profiles::Protocol;
pub(crate) use programs::{Browsers, ClipboardProgram};

use profiles::{PLACEHOLDERS, TERMINALS, TerminalProfile, VTE, Version};

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, or none are wanted: only weight tells things apart.
    None,
    /// Its own palette.
    Sixteen,
    /// That, a cube of 216 colours, and 24 greys.
    Many,
    /// All.
    True,
}

/// What stands between the program and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux, and whether it passes on links.
    Tmux {
        /// It is new enough; then it does so where the terminal around it has them.
        links: bool,
    },
    /// GNU screen.
    Screen,
    /// Zellij.
    Zellij,
}

impl Multiplexer {
    /// As a person calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmux { .. } => "tmux",
            Self::Screen => "screen",
            Self::Zellij => "Zellij",
        }
    }
}

/// The terminal in which the program runs.
#[derive(Clone, Debug)]
pub struct Terminal {
    known: Option<&'static TerminalProfile>,
    term: String,
    program: String,
    version: Version,
    within: Option<Multiplexer>,
    depth: Depth,
}

impl Terminal {
    /// The one of this process.
    #[must_use]
    pub fn here() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    /// The one that these variables tell of; one that is empty tells nothing.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).unwrap_or_default();
        let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
        let known = recognised(&term, &program, &value);
        let version = known.map(|it| version(&value(it.version))).unwrap_or_default();
        let within = multiplexer(&term, &program, &value);
        let depth = depth(&value("COLORTERM"), &term);
        Self { known, term, program, version, within, depth }
    }

    /// What it is called, where that is known.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        self.known.map(|it| it.name)
    }

    /// What `TERM` says.
    #[must_use]
    pub fn term(&self) -> &str {
        &self.term
    }

    /// What `TERM_PROGRAM` says.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.program
    }

    /// What stands between it and the program.
    #[must_use]
    pub fn within(&self) -> Option<Multiplexer> {
        self.within
    }

    /// How many colours it has, if it has any.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Nothing works but letters on a screen: what goes beyond that would be shown as text.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        let simple = ["dumb", "linux", "eterm"].iter().any(|name| self.term.starts_with(name));
        // Windows sets no `TERM`.
        simple || self.term.is_empty() && self.known.is_none()
    }

    /// It opens links that are marked as such (OSC 8). Others should ignore the marks, but some
    /// show them as text.
    #[must_use]
    pub fn has_links(&self) -> bool {
        match self.within {
            Some(Multiplexer::Tmux { links }) => links,
            Some(Multiplexer::Screen) => false,
            Some(Multiplexer::Zellij) | None => self.has(|known| known.links),
        }
    }

    /// It shows how far something has come (OSC 9;4), and takes it for nothing else.
    #[must_use]
    pub fn has_progress(&self) -> bool {
        self.within.is_none() && self.has(|known| known.progress)
    }

    /// It puts text that runs from right to left in order itself, and cannot be told not to. Done
    /// twice, words are backwards. The others either draw cell by cell or, as those built on VTE
    /// and mlterm, leave the order alone where they are asked to.
    #[must_use]
    pub fn orders_text(&self) -> bool {
        self.known.is_some_and(|known| known.orders_text)
    }

    /// Its best way to show pictures, by its `answer` to what its version is (`VERSION`) where
    /// the environment does not tell; empty where it gives none. None where it has to be asked.
    /// What stands between may not let them pass.
    #[must_use]
    pub fn best_way(&self, answer: Option<&str>) -> Option<Protocol> {
        match self.known {
            // It has had placeholders for pictures only since some version, and tells none.
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

/// What asks a terminal for its name and version (XTVERSION of xterm).
pub(crate) const VERSION: &str = "\x1b[>0q";

/// The way of a terminal that says so of its name and version.
fn way_of(answer: &str) -> Protocol {
    let answer = answer.to_ascii_lowercase();
    let is_said =
        |known: &&TerminalProfile| !known.answer.is_empty() && answer.starts_with(known.answer);
    let way = TERMINALS.iter().find(is_said).and_then(|known| known.pictures.first().copied());
    let digits = answer.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_old = answer.starts_with("kitty(") && version(digits) < PLACEHOLDERS;
    way.filter(|_| !is_old).unwrap_or(Protocol::HalfBlocks)
}

/// `TERM` is set by the terminal itself. The other variables are also there in a terminal that was
/// started out of one that sets them, but get lost on the way to another computer.
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
        .or_else(|| Some(&VTE).filter(|vte| sets(vte)))
}

fn multiplexer(term: &str, program: &str, value: &impl Fn(&str) -> String) -> Option<Multiplexer> {
    if !value("TMUX").is_empty() || term.starts_with("tmux") {
        let links = program == "tmux" && version(&value("TERM_PROGRAM_VERSION")) >= (3, 4, 0);
        return Some(Multiplexer::Tmux { links });
    }
    if term.starts_with("screen") {
        // Older ones of tmux say so too, and those that were reached from another computer.
        let links = program == "tmux" && version(&value("TERM_PROGRAM_VERSION")) >= (3, 4, 0);
        let tmux = Multiplexer::Tmux { links };
        return Some(if program == "tmux" { tmux } else { Multiplexer::Screen });
    }
    Some(Multiplexer::Zellij).filter(|_| !value("ZELLIJ").is_empty())
}

/// For a terminal that has colours at all.
fn depth(colorterm: &str, term: &str) -> Depth {
    if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

/// `3.4`, `3.5a` and `20240203-110809-5046fcf2` as numbers.
fn version(written: &str) -> Version {
    let mut numbers = written.split(|c: char| !c.is_ascii_digit()).map(str::parse);
    let mut next = || numbers.next().and_then(Result::ok).unwrap_or(0);
    (next(), next(), next())
}

#[cfg(test)]
mod tests;
