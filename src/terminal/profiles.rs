//! The terminals that tell who they are, a row each, and what they are known for. How one is
//! told from another is none of its business.

/// A version as far as it matters.
pub(super) type Version = (u32, u32, u32);

/// The first kitty with placeholders.
pub(super) const PLACEHOLDERS: Version = (0, 28, 0);

/// From the first one on.
const EVER: Option<Version> = Some((0, 0, 0));

/// A way to show pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Two colours in each cell: every terminal with many colours can do that.
    HalfBlocks,
    /// That of kitty, with placeholders among the text.
    Kitty,
    /// That of iTerm2 (OSC 1337).
    Iterm,
    /// That of DEC's VT340.
    Sixel,
}

impl Protocol {
    /// As a person calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HalfBlocks => "half blocks",
            Self::Kitty => "kitty",
            Self::Iterm => "iTerm2",
            Self::Sixel => "sixel",
        }
    }
}

/// A terminal.
#[derive(Debug)]
pub(super) struct TerminalProfile {
    /// As people call it.
    pub(super) name: &'static str,
    /// What its `TERM` has in it.
    pub(super) term: &'static str,
    /// Its `TERM_PROGRAM`.
    pub(super) program: &'static str,
    /// Variables that only it sets.
    pub(super) variables: &'static [&'static str],
    /// The variable with its version.
    pub(super) version: &'static str,
    /// What its answer begins with when it is asked for its version (XTVERSION), in small letters.
    pub(super) answer: &'static str,
    /// Since when it opens links (OSC 8).
    pub(super) links: Option<Version>,
    /// Since when it shows how far something has come (OSC 9;4). Others, or older ones, take that
    /// for the text of a notification.
    pub(super) progress: Option<Version>,
    /// Puts text that runs from right to left in order, and cannot be told not to.
    pub(super) orders_text: bool,
    /// Its ways to show pictures besides half blocks, the best first. `WezTerm` and Konsole have
    /// kitty's without placeholders, which is of no use among text.
    pub(super) pictures: &'static [Protocol],
}

/// What most of them have in common.
const USUAL: TerminalProfile = TerminalProfile {
    name: "",
    term: "",
    program: "",
    variables: &[],
    version: "TERM_PROGRAM_VERSION",
    answer: "",
    links: EVER,
    progress: None,
    orders_text: false,
    pictures: &[],
};

/// All of them. kitty, foot and Konsole are left out of those with progress on purpose: there are
/// versions of them that notify, and they do not tell which one they are, or not everywhere.
pub(super) const TERMINALS: [TerminalProfile; 15] = [
    TerminalProfile {
        name: "kitty",
        answer: "kitty(",
        term: "kitty",
        variables: &["KITTY_WINDOW_ID"],
        orders_text: true,
        pictures: &[Protocol::Kitty],
        ..USUAL
    },
    TerminalProfile {
        name: "Ghostty",
        answer: "ghostty ",
        term: "ghostty",
        program: "ghostty",
        progress: Some((1, 2, 0)),
        pictures: &[Protocol::Kitty],
        ..USUAL
    },
    TerminalProfile {
        name: "WezTerm",
        answer: "wezterm ",
        term: "wezterm",
        program: "WezTerm",
        // Its version is a day; the last release stood still before it had progress.
        progress: Some((20_240_204, 0, 0)),
        pictures: &[Protocol::Iterm],
        ..USUAL
    },
    TerminalProfile {
        name: "Alacritty",
        term: "alacritty",
        variables: &["ALACRITTY_WINDOW_ID"],
        ..USUAL
    },
    TerminalProfile {
        name: "foot",
        answer: "foot(",
        term: "foot",
        pictures: &[Protocol::Sixel],
        ..USUAL
    },
    TerminalProfile {
        name: "Contour",
        answer: "contour ",
        term: "contour",
        program: "contour",
        pictures: &[Protocol::Sixel],
        ..USUAL
    },
    TerminalProfile {
        name: "Rio",
        term: "rio",
        program: "rio",
        pictures: &[Protocol::Iterm, Protocol::Sixel],
        ..USUAL
    },
    TerminalProfile {
        name: "iTerm2",
        answer: "iterm2 ",
        program: "iTerm.app",
        progress: Some((3, 6, 6)),
        pictures: &[Protocol::Iterm],
        ..USUAL
    },
    TerminalProfile {
        name: "Visual Studio Code",
        program: "vscode",
        progress: Some((1, 97, 0)),
        ..USUAL
    },
    TerminalProfile {
        name: "mintty",
        answer: "mintty ",
        program: "mintty",
        pictures: &[Protocol::Iterm, Protocol::Sixel],
        ..USUAL
    },
    TerminalProfile {
        name: "Apple's Terminal",
        program: "Apple_Terminal",
        links: None,
        orders_text: true,
        ..USUAL
    },
    TerminalProfile {
        name: "Konsole",
        variables: &["KONSOLE_VERSION"],
        version: "KONSOLE_VERSION",
        links: Some((201_200, 0, 0)),
        orders_text: true,
        ..USUAL
    },
    TerminalProfile {
        name: "Windows Terminal",
        variables: &["WT_SESSION"],
        progress: EVER,
        pictures: &[Protocol::Sixel],
        ..USUAL
    },
    TerminalProfile {
        name: "ConEmu",
        variables: &["ConEmuPID", "ConEmuANSI"],
        links: None,
        progress: EVER,
        ..USUAL
    },
    TerminalProfile { name: "DomTerm", variables: &["DOMTERM"], ..USUAL },
];

/// GNOME's and others. Asked for last: it is handed on to other terminals that are started there.
pub(super) const VTE: TerminalProfile = TerminalProfile {
    name: "a terminal built on VTE",
    variables: &["VTE_VERSION"],
    version: "VTE_VERSION",
    links: Some((5202, 0, 0)),
    progress: Some((8000, 0, 0)),
    ..USUAL
};
