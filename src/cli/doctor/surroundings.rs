//! What the environment tells of the terminal and of the programs beside it.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use crossterm::terminal;

use crate::cli::Color;
use crate::config::Config;

use super::{Finding, State};

/// What a variable says; empty where it is not set.
fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn has(name: &str) -> bool {
    !variable(name).is_empty()
}

pub(super) fn terminal_found() -> Finding {
    let (name, term) = (variable("TERM_PROGRAM"), variable("TERM"));
    let within = if has("TMUX") { ", inside tmux" } else { "" };
    let shown = if name.is_empty() { term.clone() } else { format!("{name} ({term})") };
    match term.as_str() {
        "" => Finding::new("terminal", State::Warn, "TERM is not set")
            .hint("run this in the terminal in which you read"),
        "dumb" => Finding::new("terminal", State::Fail, "TERM is dumb: nothing can be drawn")
            .hint("use another terminal; `newswire list` works everywhere"),
        _ if !io::stdout().is_terminal() => {
            Finding::new("terminal", State::Warn, format!("{shown}{within}; this goes to a pipe"))
                .hint("the reader itself needs a terminal")
        }
        _ => Finding::new("terminal", State::Pass, format!("{shown}{within}")),
    }
}

pub(super) fn size() -> Finding {
    match terminal::size() {
        Ok((width @ 80.., height @ 16..)) => {
            Finding::new("width", State::Pass, format!("{width} × {height}: panes side by side"))
        }
        Ok((width @ 80.., height)) => {
            Finding::new("width", State::Warn, format!("{width} × {height}: rows of one line"))
                .hint("16 lines or more have room for two lines a row")
        }
        Ok((width @ 1.., height)) => {
            Finding::new("width", State::Warn, format!("{width} × {height}: one pane at a time"))
                .hint("80 columns or more show list and article side by side")
        }
        _ => Finding::new("width", State::Warn, "the size of the terminal is not known")
            .hint("run this in the terminal in which you read"),
    }
}

pub(super) fn color(asked: Color) -> Finding {
    let (term, depth) = (variable("TERM"), variable("COLORTERM"));
    if !asked.allowed(true) {
        let cause = if asked == Color::Never { "--color never" } else { "NO_COLOR or TERM" };
        return Finding::new("colour", State::Warn, format!("off, because of {cause}"))
            .hint("weight alone tells things apart; --color always turns colour on");
    }
    let depth = match depth.as_str() {
        "truecolor" | "24bit" => "16 million colours",
        _ if term.contains("256color") => "256 colours",
        _ => "16 colours",
    };
    Finding::new("colour", State::Pass, format!("{depth}; newswire needs 16"))
}

pub(super) fn letters() -> Finding {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find(|name| has(name)).map(variable);
    let locale = locale.unwrap_or_default();
    let is_utf8 = locale.to_lowercase().replace('-', "").contains("utf8");
    if is_utf8 || cfg!(target_os = "macos") {
        return Finding::new("text", State::Pass, format!("UTF-8 ({locale})"));
    }
    let shown = if locale.is_empty() { "not set".to_owned() } else { locale };
    Finding::new("text", State::Warn, format!("the locale is {shown}"))
        .hint("letters beyond ASCII may be wrong; set LANG to one that ends in UTF-8")
}

/// The terminal as far as its variables tell: name, its way to show pictures, whether it knows
/// links.
fn known() -> Option<(&'static str, Option<&'static str>, bool)> {
    let (program, term) = (variable("TERM_PROGRAM"), variable("TERM"));
    let vte = variable("VTE_VERSION").parse::<u32>().unwrap_or(0);
    Some(match program.as_str() {
        "iTerm.app" => ("iTerm2", Some("its own"), true),
        "WezTerm" => ("WezTerm", Some("kitty's and its own"), true),
        "ghostty" => ("Ghostty", Some("kitty's"), true),
        "vscode" => ("Visual Studio Code", None, true),
        "Apple_Terminal" => ("Terminal", None, false),
        _ if has("KITTY_WINDOW_ID") || term.contains("kitty") => ("kitty", Some("its own"), true),
        _ if term.starts_with("foot") => ("foot", Some("sixel"), true),
        _ if term.contains("alacritty") => ("Alacritty", None, true),
        _ if has("KONSOLE_VERSION") => ("Konsole", Some("kitty's"), true),
        _ if has("WT_SESSION") => ("Windows Terminal", Some("sixel"), true),
        _ if vte >= 5000 => ("a terminal of GNOME", None, true),
        _ => return None,
    })
}

pub(super) fn pictures() -> Finding {
    match known() {
        Some((name, Some(way), _)) if has("TMUX") => {
            let what = format!("{name} shows them in {way} way, but tmux stands between");
            Finding::new("pictures", State::Warn, what)
                .hint("tmux passes them on with `set -g allow-passthrough on`")
        }
        Some((name, Some(way), _)) => {
            Finding::new("pictures", State::Pass, format!("{name} shows them in {way} way"))
        }
        Some((name, None, _)) => {
            Finding::new("pictures", State::Warn, format!("{name} knows no way to show them"))
                .hint("the page of the article in the browser has them")
        }
        None => Finding::new("pictures", State::Warn, "not known of this terminal")
            .hint("the page of the article in the browser has them"),
    }
}

pub(super) fn links() -> Finding {
    match known() {
        Some((name, _, true)) => {
            Finding::new("links", State::Pass, format!("{name} makes links of them (OSC 8)"))
        }
        _ => Finding::new("links", State::Warn, "not known whether this terminal shows links")
            .hint("the reader opens them with a key all the same"),
    }
}

/// Where a program is.
fn found(program: &str) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(|path| path.is_file());
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

pub(super) fn clipboard() -> Finding {
    let program = match () {
        () if cfg!(target_os = "macos") => Some("pbcopy"),
        () if has("WAYLAND_DISPLAY") => Some("wl-copy"),
        () if has("DISPLAY") => Some("xclip"),
        () => None,
    };
    let tmux = "tmux passes on what is copied with `set -g set-clipboard on`";
    match program {
        Some(program) if found(program).is_some() => {
            Finding::new("clipboard", State::Pass, format!("{program}, and the terminal (OSC 52)"))
        }
        Some(program) => {
            let what = format!("only through the terminal (OSC 52); {program} is not installed");
            Finding::new("clipboard", State::Warn, what).hint(format!("install {program}"))
        }
        None if has("TMUX") => {
            Finding::new("clipboard", State::Warn, "only through the terminal (OSC 52)").hint(tmux)
        }
        None => Finding::new("clipboard", State::Pass, "through the terminal (OSC 52)"),
    }
}

pub(super) fn browser(config: &Config) -> Finding {
    let (origin, lines): (&str, Vec<String>) = match (&config.browser, variable("BROWSER")) {
        (Some(line), _) => ("`browser:` of the settings", vec![line.clone()]),
        (None, lines) if !lines.trim().is_empty() => {
            ("$BROWSER", lines.split(':').map(str::to_owned).collect())
        }
        _ => {
            let commands = open::commands("https://example.org/");
            let names = commands.iter().map(|it| it.get_program().to_string_lossy().into_owned());
            ("the system", names.collect())
        }
    };
    let programs: Vec<String> =
        lines.iter().filter_map(|line| shell_words::split(line).ok()?.into_iter().next()).collect();
    if let Some(program) = programs.iter().find(|program| found(program).is_some()) {
        return Finding::new("browser", State::Pass, format!("{program}, from {origin}"));
    }
    let what = format!("{} of {origin} cannot be found", programs.join(", "));
    Finding::new("browser", State::Fail, what)
        .hint("write `browser: firefox` or the like into the config, or set BROWSER")
}
