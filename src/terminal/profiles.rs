//! Known terminals and their capabilities, one row each. Detection is not done here.

use super::Depth;

/// Up to three components of a version.
pub(super) type Version = (u32, u32, u32);

/// The first version of kitty with Unicode placeholders.
pub(super) const PLACEHOLDERS: Version = (0, 28, 0);

/// Supported since the first version.
const EVER: Option<Version> = Some((0, 0, 0));

/// A protocol for displaying pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Two colours per cell; works in every terminal with enough colours.
    HalfBlocks,
    /// The kitty graphics protocol with Unicode placeholders.
    Kitty,
    /// The inline image protocol of iTerm2 (OSC 1337).
    Iterm,
    /// The Sixel protocol of the DEC VT340.
    Sixel,
}

impl Protocol {
    /// Its display name.
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

/// How right-to-left text has to be sent to a terminal to be seen in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOrder {
    /// As written: the terminal orders each row.
    Written,
    /// As seen: the terminal shows characters in the order of their cells.
    Seen,
    /// Words as seen, the letters of each word as written: the terminal reverses each word.
    Words,
    /// Like [`TextOrder::Words`], with a mark behind each word: without it, the terminal would
    /// order the words of a row as well.
    MarkedWords,
}

impl TextOrder {
    /// Whether the reader orders words.
    #[must_use]
    pub fn is_ours(self) -> bool {
        self != Self::Written
    }
}

/// The profile of a terminal.
#[derive(Debug)]
pub(super) struct TerminalProfile {
    /// Its display name.
    pub(super) name: &'static str,
    /// A substring of its `TERM`.
    pub(super) term: &'static str,
    /// Its `TERM_PROGRAM`.
    pub(super) program: &'static str,
    /// Environment variables that only this terminal sets.
    pub(super) variables: &'static [&'static str],
    /// The variable that holds its version.
    pub(super) version: &'static str,
    /// Lower-case prefix of its reply to a version query (XTVERSION).
    pub(super) answer: &'static str,
    /// First version that opens hyperlinks (OSC 8).
    pub(super) links: Option<Version>,
    /// First version that shows progress (OSC 9;4). Others, or older versions, take the sequence
    /// for the text of a notification.
    pub(super) progress: Option<Version>,
    /// The colours that it has at least, whatever its `TERM` says.
    pub(super) depth: Depth,
    /// How it wants right-to-left text.
    pub(super) order: TextOrder,
    /// Whether it draws the parts of a joined emoji, a flag or a keycap side by side, although it
    /// measures the whole as one.
    pub(super) splits_emoji: bool,
    /// Picture protocols besides half blocks, best first. `WezTerm` and Konsole implement kitty's
    /// without placeholders, which cannot be used within text.
    pub(super) pictures: &'static [Protocol],
}

/// Defaults shared by most profiles.
const USUAL: TerminalProfile = TerminalProfile {
    name: "",
    term: "",
    program: "",
    variables: &[],
    version: "TERM_PROGRAM_VERSION",
    answer: "",
    links: EVER,
    progress: None,
    depth: Depth::Sixteen,
    order: TextOrder::Seen,
    splits_emoji: false,
    pictures: &[],
};

/// All profiles. kitty, foot and Konsole deliberately have no progress: some versions show a
/// notification instead, and the version is not always known.
pub(super) const TERMINALS: [TerminalProfile; 18] = [
    TerminalProfile {
        name: "kitty",
        answer: "kitty(",
        term: "kitty",
        variables: &["KITTY_WINDOW_ID"],
        order: TextOrder::Words,
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
        // The version is a date; the last stable release predates progress support.
        progress: Some((20_240_204, 0, 0)),
        pictures: &[Protocol::Iterm],
        ..USUAL
    },
    TerminalProfile {
        name: "Alacritty",
        term: "alacritty",
        variables: &["ALACRITTY_WINDOW_ID"],
        splits_emoji: true,
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
        order: TextOrder::Written,
        ..USUAL
    },
    TerminalProfile {
        name: "Konsole",
        variables: &["KONSOLE_VERSION"],
        version: "KONSOLE_VERSION",
        links: Some((201_200, 0, 0)),
        order: TextOrder::MarkedWords,
        splits_emoji: true,
        ..USUAL
    },
    TerminalProfile {
        name: "mlterm",
        term: "mlterm",
        variables: &["MLTERM"],
        version: "MLTERM",
        answer: "mlterm(",
        links: None,
        order: TextOrder::MarkedWords,
        pictures: &[Protocol::Sixel],
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
    TerminalProfile { name: "st", term: "st-256color", links: None, splits_emoji: true, ..USUAL },
    TerminalProfile {
        name: "urxvt",
        term: "rxvt-unicode",
        links: None,
        splits_emoji: true,
        ..USUAL
    },
    TerminalProfile { name: "DomTerm", variables: &["DOMTERM"], ..USUAL },
];

/// xterm, which has 256 colours although it calls itself `xterm`. Checked with that name only,
/// because terminals started from it inherit its variable.
pub(super) const XTERM: TerminalProfile = TerminalProfile {
    name: "xterm",
    term: "xterm",
    variables: &["XTERM_VERSION"],
    links: None,
    depth: Depth::Many,
    splits_emoji: true,
    ..USUAL
};

/// GNOME Terminal and others. Checked last, because terminals started from it inherit its variable.
pub(super) const VTE: TerminalProfile = TerminalProfile {
    name: "a terminal built on VTE",
    variables: &["VTE_VERSION"],
    version: "VTE_VERSION",
    links: Some((5202, 0, 0)),
    progress: Some((8000, 0, 0)),
    splits_emoji: true,
    ..USUAL
};
