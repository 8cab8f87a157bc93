//! Helper programs for the clipboard and for links. Chosen here, so that the reader, which starts
//! them, and the doctor, which only looks for them, always agree.

use std::env;

/// A program that copies its standard input to the clipboard, and the command that prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClipboardProgram {
    pub(crate) name: &'static str,
    pub(crate) arguments: &'static [&'static str],
    pub(crate) paste: &'static [&'static str],
}

const MACOS: ClipboardProgram =
    ClipboardProgram { name: "pbcopy", arguments: &[], paste: &["pbpaste"] };
const WAYLAND: ClipboardProgram =
    ClipboardProgram { name: "wl-copy", arguments: &[], paste: &["wl-paste", "--no-newline"] };
const X11: ClipboardProgram = ClipboardProgram {
    name: "xclip",
    arguments: &["-selection", "clipboard"],
    paste: &["xclip", "-selection", "clipboard", "-o"],
};

/// The environment variable of each kind of session, and its clipboard program. A Wayland session
/// usually sets both.
const SESSIONS: [(&str, ClipboardProgram); 2] = [("WAYLAND_DISPLAY", WAYLAND), ("DISPLAY", X11)];

impl ClipboardProgram {
    /// Returns the program for this session; `None` on a bare console or a remote host.
    pub(crate) fn here() -> Option<Self> {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        if cfg!(target_os = "macos") { Some(MACOS) } else { Self::of_session(is_set) }
    }

    fn of_session(is_set: impl Fn(&str) -> bool) -> Option<Self> {
        SESSIONS.into_iter().find(|(variable, _)| is_set(variable)).map(|(_, program)| program)
    }
}

/// Where the browser's command line comes from; command lines are tried in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Browsers {
    /// From the settings.
    Settings(String),
    /// From `$BROWSER`.
    Environment(Vec<String>),
    /// The system's default browser.
    System,
}

impl Browsers {
    /// Returns the browser of the settings, or else that of this session.
    pub(crate) fn here(configured: Option<&str>) -> Self {
        Self::of(configured, &env::var("BROWSER").unwrap_or_default())
    }

    fn of(configured: Option<&str>, variable: &str) -> Self {
        if let Some(line) = configured {
            return Self::Settings(line.to_owned());
        }
        // By convention the variable lists several, best first.
        let lines = variable.split(':').filter(|line| !line.trim().is_empty());
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        if lines.is_empty() { Self::System } else { Self::Environment(lines) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_decides_on_the_clipboard() {
        let name = |set: &[&str]| {
            ClipboardProgram::of_session(|name| set.contains(&name)).map(|program| program.name)
        };
        assert_eq!(name(&[]), None);
        assert_eq!(name(&["DISPLAY"]), Some("xclip"));
        assert_eq!(name(&["DISPLAY", "WAYLAND_DISPLAY"]), Some("wl-copy"));
    }

    #[test]
    fn the_settings_come_before_the_variable_and_the_system_last() {
        assert_eq!(Browsers::of(Some("w3m"), "lynx"), Browsers::Settings("w3m".to_owned()));
        let lines = vec!["lynx %s".to_owned(), "w3m".to_owned()];
        assert_eq!(Browsers::of(None, "lynx %s::w3m: "), Browsers::Environment(lines));
        assert_eq!(Browsers::of(None, " : "), Browsers::System);
    }
}
