//! Runs a program with an article as its input: captures the output, and kills the program if it
//! takes too long.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Pipe;
use crate::app::PipeInput;
use crate::app::Piped;
use crate::load;
use crate::text;

use super::browser;

/// Upper bound on captured output in bytes.
const MOST: usize = 1024 * 1024;
/// How long to wait for output after the program has exited: child processes may keep its output
/// open.
const GRACE: Duration = Duration::from_millis(300);

/// An event of a running program.
enum News {
    Ended(io::Result<ExitStatus>),
    CommandOutput(Vec<u8>, Stream),
    Silent,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Output,
    Error,
}

/// Runs the program to its end. Error output comes first if the program failed, else last.
pub(super) fn run(pipe: Pipe) -> Piped {
    let name = pipe.command.first().cloned().unwrap_or_default();
    let failed = |why| Piped { name: name.clone(), lines: Vec::new(), outcome: Err(why) };
    let input = match pipe.input {
        PipeInput::Ready(text) => text,
        PipeInput::Above(above, source, body) => match load::body(&source, &body) {
            Ok(body) => format!("{above}\n{}", text::lines(&body)),
            Err(problem) => return failed(format!("was not started: {}", problem.sentence())),
        },
    };
    let child = match start(&pipe.command) {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return failed("was not found".to_owned());
        }
        Err(error) => return failed(format!("could not be started: {error}")),
    };
    let process = child.id();
    let heard = listen(&watch(child, input), process, pipe.limit);
    let outcome = heard.outcome();
    let [output, error] = [heard.output, heard.error].map(|bytes| lines(&bytes));
    let lines = match &outcome {
        Ok(()) => [output, error].concat(),
        Err(_) => [error, output].concat(),
    };
    Piped { name, lines, outcome }
}

fn start(command: &[String]) -> io::Result<Child> {
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut command = Command::new(program);
    command.args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    browser::detach(&mut command);
    command.spawn()
}

/// Feeds a program and reads its output, each on its own thread: a program that writes before it
/// has read all of its input would otherwise block forever.
fn watch(mut child: Child, input: String) -> Receiver<News> {
    let (sender, news) = mpsc::channel();
    if let Some(mut stdin) = child.stdin.take() {
        // A program need not read all of its input.
        thread::spawn(move || stdin.write_all(input.as_bytes()));
    }
    let output = child.stdout.take().map(|it| Box::new(it) as Box<dyn Read + Send>);
    let error = child.stderr.take().map(|it| Box::new(it) as Box<dyn Read + Send>);
    for (from, stream) in [(output, Stream::Output), (error, Stream::Error)] {
        let sender = sender.clone();
        thread::spawn(move || hear(from, stream, &sender));
    }
    thread::spawn(move || sender.send(News::Ended(child.wait())));
    news
}

fn hear(from: Option<Box<dyn Read + Send>>, stream: Stream, sender: &Sender<News>) {
    let Some(mut from) = from else { return };
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let said = buffer.get(..count).unwrap_or_default().to_vec();
        if sender.send(News::CommandOutput(said, stream)).is_err() {
            return;
        }
    }
    let _ = sender.send(News::Silent);
}

/// Output and end of a program.
#[derive(Default)]
struct Heard {
    output: Vec<u8>,
    error: Vec<u8>,
    ended: Option<io::Result<ExitStatus>>,
    /// Number of output streams that have ended, out of two.
    silent: usize,
    /// The time limit, if it was exceeded.
    late: Option<Duration>,
}

impl Heard {
    fn take(&mut self, news: News) {
        match news {
            News::Ended(status) => self.ended = Some(status),
            News::Silent => self.silent += 1,
            News::CommandOutput(bytes, stream) => {
                let kept = match stream {
                    Stream::Output => &mut self.output,
                    Stream::Error => &mut self.error,
                };
                let room = MOST.saturating_sub(kept.len()).min(bytes.len());
                kept.extend(bytes.get(..room).unwrap_or_default());
            }
        }
    }

    fn outcome(&self) -> Result<(), String> {
        if let Some(limit) = self.late {
            return Err(format!("was stopped after {} s", limit.as_secs_f64()));
        }
        match &self.ended {
            Some(Ok(status)) if status.success() => Ok(()),
            Some(Ok(status)) => Err(browser::ending(*status)),
            Some(Err(error)) => Err(format!("could not be waited for: {error}")),
            None => Err("could not be waited for".to_owned()),
        }
    }
}

fn listen(news: &Receiver<News>, process: u32, limit: Option<Duration>) -> Heard {
    let mut heard = Heard::default();
    let mut end = limit.and_then(|limit| Instant::now().checked_add(limit));
    while heard.ended.is_none() || heard.silent < 2 {
        let next = match end {
            Some(end) => news.recv_timeout(end.saturating_duration_since(Instant::now())),
            None => news.recv().map_err(RecvTimeoutError::from),
        };
        match next {
            Ok(next) => {
                let ends = matches!(next, News::Ended(_));
                heard.take(next);
                if ends {
                    end = Some(Instant::now() + GRACE);
                }
            }
            Err(RecvTimeoutError::Timeout) if heard.ended.is_none() && heard.late.is_none() => {
                heard.late = limit;
                kill(process);
                end = Some(Instant::now() + GRACE);
            }
            Err(_) => break,
        }
    }
    heard
}

/// Kills a program with all the processes that it has started.
#[cfg(unix)]
fn kill(process: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(process).ok().and_then(Pid::from_raw);
    // It may have exited in the meantime.
    let _ = group.map(|group| kill_process_group(group, Signal::KILL));
}

#[cfg(not(unix))]
fn kill(_: u32) {}

/// Returns clean lines, without trailing empty ones.
fn lines(bytes: &[u8]) -> Vec<String> {
    let said = String::from_utf8_lossy(bytes);
    let said = text::lines(&said);
    let mut lines: Vec<String> = said.trim_end().lines().map(str::to_owned).collect();
    if bytes.len() >= MOST {
        lines.push("… and more, which was discarded".to_owned());
    }
    lines
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn piped(line: &str, input: &str, limit: Option<Duration>) -> Piped {
        let command = shell_words::split(line).expect("a command");
        run(Pipe { command, input: PipeInput::Ready(input.to_owned()), limit })
    }

    #[test]
    fn what_a_program_says_comes_back() {
        let all = piped("sh -c 'tr a-z A-Z; echo e >&2'", "text\n", None);
        assert_eq!((all.lines, all.outcome), (vec!["TEXT".into(), "e".into()], Ok(())));
        let failed = piped("sh -c 'cat; echo wrong >&2; exit 3'", "text", None);
        assert_eq!(failed.lines, ["wrong", "text"]);
        assert_eq!(failed.outcome, Err("ended with status 3".into()));
        assert_eq!(piped("/nonexistent/x", "", None).outcome, Err("was not found".into()));
    }

    #[test]
    fn much_goes_through_and_controls_do_not() {
        let much = "a line of text\n".repeat(40_000);
        let all = piped("cat", &much, None);
        assert_eq!((all.lines.len(), all.outcome), (40_000, Ok(())));
        let more = piped("sh -c 'yes | head -c 3000000'", &much, None);
        assert_eq!(more.lines.last().expect("lines"), "… and more, which was discarded");
        let dirty = piped(r"printf 'a\033]0;x\007b\n'", "", None);
        assert!(dirty.lines.concat().chars().all(|c| !c.is_control()), "{dirty:?}");
    }

    #[test]
    fn one_that_takes_too_long_is_ended_with_what_it_started() {
        // On a busy machine a short limit may expire before the program has started.
        for seconds in [0.1, 1.0, 10.0, 60.0] {
            let limit = Some(Duration::from_secs_f64(seconds));
            let late = piped("sh -c 'echo first; sleep 600 & sleep 600'", "", limit);
            assert_eq!(late.outcome, Err(format!("was stopped after {seconds} s")));
            if late.lines == ["first"] {
                return;
            }
            assert_eq!(late.lines, [""; 0]);
        }
        panic!("the program never began");
    }

    #[test]
    fn one_that_stays_behind_is_not_waited_for() {
        let began = Instant::now();
        let all = piped("sh -c 'echo x; sleep 100 &'", "", None);
        assert_eq!((all.lines, all.outcome), (vec!["x".into()], Ok(())));
        assert!(began.elapsed() < Duration::from_secs(90));
    }
}
