//! Programs that the file of feeds names: run without a shell, with limits of time and size. Each
//! gets a group of processes, which is ended as a whole, so that nothing of it stays behind.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::problem::cause;
use crate::text;

use super::failure::{Failure, FailureKind};

const TIME: Duration = Duration::from_secs(30);
const SIZE: u64 = 20_000_000;
/// Bytes of error output that are looked at, and characters of them that are repeated.
const SAID: u64 = 4_096;
const MOST_SAID: usize = 200;
/// How long the end of the error output is waited for, which a program's children may hold open.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the end of a program is looked for, once its output has ended.
const TICK: Duration = Duration::from_millis(5);
/// How often it is checked whether a program is still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// Runs a program with `input` as its standard input, and returns what it prints.
pub(super) fn output(
    words: &[String],
    input: Vec<u8>,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Vec<u8>, Failure> {
    let (program, arguments) =
        words.split_first().ok_or_else(|| failed("no program is given".to_owned()))?;
    let name = text::line(program).into_owned();
    let mut child = start(program, arguments)
        .map_err(|error| failed(format!("cannot run {name}: {}", cause(&error))))?;
    let began = Instant::now();
    let group = Group::of(&child);
    let complaint = complaint(&mut child);
    let printed = exchange(&mut child, input, is_wanted);
    let end = match &printed {
        Some(bytes) if bytes.len() as u64 <= SIZE => finish(&mut child, began, is_wanted),
        _ => None,
    };
    let Some(status) = end else {
        group.end();
        // It may have ended by itself meanwhile.
        let _ = child.kill();
        let _ = child.wait();
        if !is_wanted() {
            return Err(Failure::new(FailureKind::Stopped, "the sync was stopped"));
        }
        let limits = format!("{} s or {} MB", TIME.as_secs(), SIZE / 1_000_000);
        return Err(failed(format!("{name} was ended, it took more than {limits}")));
    };
    if !status.success() {
        let said = complaint.and_then(|said| said.recv_timeout(PATIENCE).ok());
        return Err(refused(&name, status, &said.unwrap_or_default()));
    }
    Ok(printed.unwrap_or_default())
}

/// The groups that are running, for the end of the reader, which does not wait for its threads.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Ends all programs that are running.
pub(crate) fn end_programs() {
    for group in RUNNING.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        end_group(*group);
    }
}

/// A program with all that it has started.
struct Group(u32);

impl Group {
    fn of(child: &Child) -> Self {
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).push(child.id());
        Self(child.id())
    }

    fn end(&self) {
        end_group(self.0);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|group| *group != self.0);
    }
}

#[cfg(unix)]
fn end_group(group: u32) {
    let group = i32::try_from(group).ok().and_then(rustix::process::Pid::from_raw);
    // Fails only if all of it has ended already.
    let _ = group.map(|it| rustix::process::kill_process_group(it, rustix::process::Signal::KILL));
}

/// Other systems have no such groups.
#[cfg(not(unix))]
fn end_group(_: u32) {}

fn start(program: &str, arguments: &[String]) -> io::Result<Child> {
    let mut command = Command::new(expanded_home(program));
    command.args(arguments.iter().map(|word| expanded_home(word)));
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// A program that failed: how it ended, and what it said first.
fn refused(name: &str, status: ExitStatus, said: &[u8]) -> Failure {
    let end = match status.code() {
        Some(code) => format!("{name} failed with exit code {code}"),
        None => format!("{name} was ended by a signal"),
    };
    let said = String::from_utf8_lossy(said);
    let lines = said.lines().map(text::line);
    let Some(first) = lines.map(|line| line.trim().to_owned()).find(|line| !line.is_empty()) else {
        return failed(end).hint("run it by hand to see why");
    };
    // Most programs begin with their own name.
    let base = name.rsplit('/').next().unwrap_or(name);
    let own = [name, base].into_iter().find_map(|own| first.strip_prefix(own)?.strip_prefix(": "));
    let first: String = own.unwrap_or(&first).chars().take(MOST_SAID).collect();
    failed(format!("{end}: {first}"))
}

/// Collects the beginning of what a program complains about; the rest is read, so that it does not
/// wait for a reader.
fn complaint(child: &mut Child) -> Option<mpsc::Receiver<Vec<u8>>> {
    let mut stderr = child.stderr.take()?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stderr.by_ref().take(SAID).read_to_end(&mut bytes);
        // The program may have failed, or its output may be of no use any more.
        let _ = sender.send(bytes);
        let _ = std::io::copy(&mut stderr, &mut std::io::sink());
    });
    Some(receiver)
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
fn exchange(child: &mut Child, input: Vec<u8>, is_wanted: &dyn Fn() -> bool) -> Option<Vec<u8>> {
    let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
    // A program may ignore its input.
    thread::spawn(move || stdin.write_all(&input));
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // The output before an error counts; the exit code shows the error.
        let _ = stdout.take(SIZE + 1).read_to_end(&mut bytes);
        sender.send(bytes)
    });
    let began = Instant::now();
    while began.elapsed() < TIME && is_wanted() {
        match receiver.recv_timeout(LOOK) {
            Err(RecvTimeoutError::Timeout) => {}
            printed => return printed.ok(),
        }
    }
    None
}

/// Waits for the end of a program; `None` if that takes too long.
fn finish(child: &mut Child, began: Instant, is_wanted: &dyn Fn() -> bool) -> Option<ExitStatus> {
    while began.elapsed() < TIME && is_wanted() {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => thread::sleep(TICK),
            Err(_) => return None,
        }
    }
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(words: &[&str], input: &str) -> Result<Vec<u8>, Failure> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        output(&words, input.as_bytes().to_vec(), &|| true)
    }

    /// Regression: a program that was ended left behind what it had started, for hours.
    #[test]
    fn a_program_is_ended_with_all_that_it_has_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let note = folder.path().join("process");
        let script = format!("sleep 600 & echo $! > '{}'; wait", note.display());
        let words = ["sh", "-c", &script].map(str::to_owned);
        let started = || std::fs::read_to_string(&note).ok().filter(|it| it.ends_with('\n'));
        let failure = output(&words, Vec::new(), &|| started().is_none()).expect_err("is stopped");
        assert_eq!(failure.kind, FailureKind::Stopped);
        let process = started().expect("it ran").trim().parse().expect("a number");
        let process = rustix::process::Pid::from_raw(process).expect("a process");
        let began = Instant::now();
        while is_alive(process) {
            assert!(began.elapsed() < TIME, "it still runs");
            thread::sleep(TICK);
        }
    }

    /// Whether a process runs; one that has ended may still be listed until its new parent looks.
    fn is_alive(process: rustix::process::Pid) -> bool {
        let place = format!("/proc/{}/stat", process.as_raw_nonzero());
        let is_zombie = std::fs::read_to_string(place).is_ok_and(|it| it.contains(") Z "));
        rustix::process::test_kill_process(process).is_ok() && !is_zombie
    }

    #[test]
    fn a_program_is_run_without_a_shell() {
        assert_eq!(run(&["echo", "$HOME; ls"], "").expect("runs"), b"$HOME; ls\n");
        assert_eq!(run(&["cat"], "text").expect("runs"), b"text");
        let big = "x".repeat(1_000_000);
        assert_eq!(run(&["true"], &big).expect("runs"), b"", "it need not read");
        let silent = run(&["false"], "").expect_err("fails");
        assert_eq!(silent.why, "false failed with exit code 1");
        assert!(silent.hint.is_some());
        let home = etcetera::home_dir().expect("a home").join("a b");
        let said = run(&["echo", "~/a b", "x~/"], "").expect("runs");
        assert_eq!(String::from_utf8_lossy(&said), format!("{} x~/\n", home.display()));
        let missing = run(&["/no/such/program"], "").expect_err("fails");
        assert!(missing.why.starts_with("cannot run /no/such/program"), "{}", missing.why);
    }

    #[test]
    fn what_a_program_says_of_its_failure_is_told_once_and_clean() {
        let script = "echo >&2; printf '\\033[31msh: no key\\033[0m\\n' >&2; echo more >&2; exit 7";
        let said = run(&["sh", "-c", script], "").expect_err("fails");
        assert_eq!(said.why, "sh failed with exit code 7: no key");
        let long = run(&["sh", "-c", "yes x | head -c 1000000 | tr -d '\\n' >&2; exit 1"], "");
        assert!(long.expect_err("fails").why.chars().count() < 240);
        let fine = run(&["sh", "-c", "yes warning | head -c 1000000 >&2; echo ok"], "");
        assert_eq!(fine.expect("runs"), b"ok\n", "warnings are no failure");
    }
}
