//! Programs that the file of feeds names: run without a shell, with limits of time and size.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::problem::cause;
use crate::text;

use super::failure::{Failure, FailureKind};

const MAX_TIME: Duration = Duration::from_secs(30);
const MAX_SIZE: u64 = 20_000_000;
/// Interval between checks for the end of a program, once its output has ended.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// Runs a program with `input` as its standard input, and returns what it prints.
pub(super) fn output(words: &[String], input: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let (program, arguments) =
        words.split_first().ok_or_else(|| failed("no program is given".to_owned()))?;
    let name = text::line(program).into_owned();
    let mut child = Command::new(expanded_home(program))
        .args(arguments.iter().map(|word| expanded_home(word)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(format!("cannot run {name}: {}", cause(&error))))?;
    let began = Instant::now();
    let printed = exchange(&mut child, input);
    let end = match &printed {
        Some(bytes) if bytes.len() as u64 <= MAX_SIZE => finish(&mut child, began),
        _ => None,
    };
    let Some(success) = end else {
        // The program may have ended meanwhile.
        let _ = child.kill();
        let _ = child.wait();
        let limits = format!("{} s or {} MB", MAX_TIME.as_secs(), MAX_SIZE / 1_000_000);
        return Err(failed(format!("{name} was stopped because it exceeded {limits}")));
    };
    if !success {
        return Err(failed(format!("{name} failed")).hint("run it by hand to see why"));
    }
    Ok(printed.unwrap_or_default())
}

/// Replaces a leading `~/`, as a shell would.
fn expanded_home(word: &str) -> PathBuf {
    let inside = word.strip_prefix("~/").zip(etcetera::home_dir().ok());
    inside.map_or_else(|| PathBuf::from(word), |(rest, home)| home.join(rest))
}

fn failed(why: String) -> Failure {
    Failure::new(FailureKind::Program, why)
}

/// Writes the input and reads the output at the same time; `None` if that takes too long.
fn exchange(child: &mut Child, input: Vec<u8>) -> Option<Vec<u8>> {
    let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
    // A program may ignore its input.
    thread::spawn(move || stdin.write_all(&input));
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // The output before an error counts; the exit code shows the error.
        let _ = stdout.take(MAX_SIZE + 1).read_to_end(&mut bytes);
        sender.send(bytes)
    });
    receiver.recv_timeout(MAX_TIME).ok()
}

/// Waits for the end of a program; `None` if that takes too long.
fn finish(child: &mut Child, began: Instant) -> Option<bool> {
    while began.elapsed() < MAX_TIME {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) => thread::sleep(POLL_INTERVAL),
            Err(_) => return Some(false),
        }
    }
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(words: &[&str], input: &str) -> Result<Vec<u8>, Failure> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        output(&words, input.as_bytes().to_vec())
    }

    #[test]
    fn a_program_is_run_without_a_shell() {
        assert_eq!(run(&["echo", "$HOME; ls"], "").expect("runs"), b"$HOME; ls\n");
        assert_eq!(run(&["cat"], "text").expect("runs"), b"text");
        let big = "x".repeat(1_000_000);
        assert_eq!(run(&["true"], &big).expect("runs"), b"", "it need not read");
        assert_eq!(run(&["false"], "").expect_err("fails").why, "false failed");
        let home = etcetera::home_dir().expect("a home").join("a b");
        let said = run(&["echo", "~/a b", "x~/"], "").expect("runs");
        assert_eq!(String::from_utf8_lossy(&said), format!("{} x~/\n", home.display()));
        let missing = run(&["/no/such/program"], "").expect_err("fails");
        assert!(missing.why.starts_with("cannot run /no/such/program"), "{}", missing.why);
    }
}
