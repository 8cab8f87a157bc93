//! Gives the terminal to another program, and takes it back however the program ends.

use std::fs::File;
use std::io;
use std::process::{Command, Stdio};

use super::{browser, input, signals, terminal};

/// Runs a program in the terminal until it ends; the caller has to enter the screen again. An error
/// holds only the cause.
pub(super) fn run(mut command: Command, gate: &input::Gate) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    // The keys belong to the program.
    gate.close();
    signals::leave_keys(true);
    terminal::give_back();
    let modes = terminal::modes();
    let tty = || File::options().read(true).write(true).open("/dev/tty").map(Stdio::from);
    if let (Ok(input), Ok(output), Ok(error)) = (tty(), tty(), tty()) {
        // Standard input may be a document.
        command.stdin(input).stdout(output).stderr(error);
    }
    let status = command.status();
    terminal::set_modes(modes.as_ref());
    signals::leave_keys(false);
    gate.open();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} {}", browser::ending(status))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("{name} was not found"))
        }
        Err(error) => Err(format!("{name} could not be started: {error}")),
    }
}
