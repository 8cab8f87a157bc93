//! Opens links: always with a program and its arguments, never with a shell, never on the drawing
//! thread. The output of the program never reaches the screen.

use std::io;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::terminal::Browsers;

/// A browser that still runs after this time has opened the link.
const PATIENCE: Duration = Duration::from_secs(3);
/// The same limit while more links wait.
const HASTE: Duration = Duration::from_millis(500);
/// Cause of the failure of a program that is not installed.
const NOT_FOUND: &str = "was not found";

/// Returns how long to wait for a browser to fail; less if `more` links wait.
pub(super) fn patience(more: bool) -> Duration {
    if more { HASTE } else { PATIENCE }
}

/// Opens `url`, which must have passed [`crate::article::openable`]: with the configured command,
/// else `$BROWSER`, else the system's default. An error holds only the cause.
pub(super) fn open(configured: Option<&str>, url: &str, patience: Duration) -> Result<(), String> {
    let commands = match Browsers::here(configured) {
        Browsers::Settings(line) => vec![command(&line, url)?],
        Browsers::Environment(lines) => {
            lines.iter().map(|line| command(line, url)).collect::<Result<_, _>>()?
        }
        Browsers::System => open::commands(url),
    };
    let mut causes = Vec::new();
    for command in commands {
        let name = command.get_program().to_string_lossy().into_owned();
        match launch(command, patience) {
            Ok(()) => return Ok(()),
            Err(cause) => causes.push((name, cause)),
        }
    }
    Err(reason(&causes))
}

/// Returns the most useful of the causes for which programs did not open a link: what the first
/// one says that is installed.
fn reason(causes: &[(String, String)]) -> String {
    if let Some((name, cause)) = causes.iter().find(|(_, cause)| cause != NOT_FOUND) {
        return format!("{name} {cause}");
    }
    match causes {
        [] => "there is no browser".to_owned(),
        [(name, cause)] => format!("{name} {cause}"),
        several => {
            let names: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
            format!("none of {} was found", names.join(", "))
        }
    }
}

/// Builds the command of a command line: `%s` is replaced by the link, which is otherwise appended.
pub(super) fn command(line: &str, url: &str) -> Result<Command, String> {
    let words = shell_words::split(line).map_err(|error| format!("browser command: {error}"))?;
    let (program, given) = words.split_first().ok_or("the browser command is empty")?;
    let mut arguments: Vec<String> = given.iter().map(|word| word.replace("%s", url)).collect();
    if !line.contains("%s") {
        arguments.push(url.to_owned());
    }
    let mut command = Command::new(program);
    command.args(arguments);
    Ok(command)
}

fn launch(mut command: Command, patience: Duration) -> Result<(), String> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    detach(&mut command);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => NOT_FOUND.to_owned(),
        _ => format!("could not be started: {error}"),
    })?;
    let (sender, ended) = mpsc::channel();
    // Waits for the browser to exit, so that no zombie is left.
    let waiting = thread::Builder::new().spawn(move || sender.send(child.wait()));
    if let Err(error) = waiting {
        return Err(format!("could not be waited for: {error}"));
    }
    match ended.recv_timeout(patience) {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(ending(status)),
        Ok(Err(error)) => Err(format!("could not be waited for: {error}")),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(()),
    }
}

pub(super) fn ending(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with status {code}"),
        None => "was killed".to_owned(),
    }
}

/// Starts the program in its own process group, so that Ctrl-C does not reach it.
#[cfg(unix)]
pub(super) fn detach(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
pub(super) fn detach(_: &mut Command) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn argv(line: &str) -> Vec<String> {
        let command = command(line, "https://e.org/?a=1&b='x'").expect("a command");
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        words.map(|word| word.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn the_link_is_one_argument_wherever_it_stands() {
        assert_eq!(argv("firefox"), ["firefox", "https://e.org/?a=1&b='x'"]);
        assert_eq!(
            argv("'my browser' --tab=%s -n"),
            ["my browser", "--tab=https://e.org/?a=1&b='x'", "-n"]
        );
    }

    #[test]
    fn failures_name_program_and_cause() {
        let failure = |line| open(Some(line), "https://e.org/", PATIENCE).expect_err("fails");
        assert_eq!(failure("/nonexistent/browser"), "/nonexistent/browser was not found");
        assert!(failure("'unclosed").starts_with("browser command: "));
    }

    /// Regression: a program that is not installed was blamed for what another one answered.
    #[test]
    fn the_program_that_was_run_is_named() {
        let cause = |name: &str, cause: &str| (name.to_owned(), cause.to_owned());
        let (missing, failed) = (cause("xdg-open", NOT_FOUND), cause("gio", "ended with status 2"));
        assert_eq!(reason(&[missing.clone(), failed]), "gio ended with status 2");
        let both = [missing.clone(), cause("gio", NOT_FOUND)];
        assert_eq!(reason(&both), "none of xdg-open, gio was found");
        assert_eq!(reason(&[missing]), "xdg-open was not found");
    }

    #[cfg(unix)]
    #[test]
    fn a_status_is_reported() {
        let open = |line| open(Some(line), "https://e.org/", PATIENCE);
        assert_eq!(open("sh -c 'exit 7'"), Err("sh ended with status 7".to_owned()));
        assert_eq!(open("true"), Ok(()));
    }
}
