//! Checks whether external programs are installed: for the clipboard, for links. None is started.

use std::env;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::config::Opener;
use crate::terminal::Browsers;
use crate::terminal::ClipboardProgram;
use crate::terminal::Multiplexer;
use crate::terminal::Terminal;
use crate::text;

use super::{Finding, State};

/// Returns the path of a program.
fn found(program: &str) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(|path| can_run(path));
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| can_run(path))
}

#[cfg(unix)]
fn can_run(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn can_run(path: &Path) -> bool {
    path.is_file()
}

pub(super) fn clipboard(terminal: &Terminal) -> Finding {
    let program = ClipboardProgram::here().map(|program| program.name);
    let tmux = "tmux passes on what is copied with `set -g set-clipboard on`";
    match program {
        Some(program) if found(program).is_some() => {
            Finding::new("clipboard", State::Pass, format!("{program}, and the terminal (OSC 52)"))
        }
        Some(program) => {
            let what = format!("only through the terminal (OSC 52); {program} is not installed");
            Finding::new("clipboard", State::Warn, what).hint(format!("install {program}"))
        }
        None if matches!(terminal.within(), Some(Multiplexer::Tmux { .. })) => {
            Finding::new("clipboard", State::Warn, "only through the terminal (OSC 52)").hint(tmux)
        }
        None => Finding::new("clipboard", State::Pass, "through the terminal (OSC 52)"),
    }
}

pub(super) fn browser(config: &Config) -> Finding {
    let (origin, lines): (&str, Vec<String>) = match Browsers::here(config.browser.as_deref()) {
        Browsers::Settings(line) => ("`browser:` of the settings", vec![line]),
        Browsers::Environment(lines) => ("$BROWSER", lines),
        Browsers::System => {
            let commands = open::commands("https://example.org/");
            let names = commands.iter().map(|it| it.get_program().to_string_lossy().into_owned());
            ("the system", names.collect())
        }
    };
    // The reader gives up at a command that cannot be parsed before trying any.
    if let Some(line) = lines.iter().find(|line| shell_words::split(line).is_err()) {
        let what = format!("a quote is not closed in {origin}: {line}");
        return Finding::new("browser", State::Fail, what).hint("close the quote");
    }
    let programs: Vec<String> = lines.iter().filter_map(|line| program(line)).collect();
    if let Some(program) = programs.iter().find(|program| found(program).is_some()) {
        return Finding::new("browser", State::Pass, format!("{program}, from {origin}"));
    }
    let what = format!("{} from {origin} cannot be found", programs.join(", "));
    Finding::new("browser", State::Fail, what)
        .hint("write `browser: firefox` or the like into the config, or set BROWSER")
}

/// Returns the program of a command line.
fn program(line: &str) -> Option<String> {
    shell_words::split(line).ok()?.into_iter().next()
}

/// Checks the programs of the rules for links, if there are any.
pub(super) fn openers(rules: &[Opener]) -> Option<Finding> {
    if rules.is_empty() {
        return None;
    }
    let programs = rules.iter().filter_map(|rule| program(&rule.run));
    let missing: Vec<String> = programs.filter(|program| found(program).is_none()).collect();
    let count = text::counted(rules.len(), "rule");
    Some(if missing.is_empty() {
        Finding::new("openers", State::Pass, format!("{count}, and their programs are installed"))
    } else {
        let what = format!("{count}; not found: {}", missing.join(", "));
        Finding::new("openers", State::Fail, what).hint("install it, or correct `openers:`")
    })
}
