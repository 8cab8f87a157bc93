//! Configures how the program is started: terminal size, arguments, standard input, variables, and
//! a home folder of its own.

use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use portable_pty::{CommandBuilder, native_pty_system};
use tempfile::TempDir;

use super::{Received, Shared, Terminal, cells, pty_size, receive};

/// The configuration of a run.
pub(crate) struct Setup {
    program: PathBuf,
    columns: u16,
    rows: u16,
    arguments: Vec<PathBuf>,
    /// The file used as standard input instead of the terminal.
    input: Option<PathBuf>,
    variables: Vec<(&'static str, String)>,
}

impl Setup {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let program = env!("CARGO_BIN_EXE_newswire").into();
        Self { program, columns, rows, arguments: Vec::new(), input: None, variables: Vec::new() }
    }

    /// Runs another program than newswire.
    pub(crate) fn program(self, program: PathBuf) -> Self {
        Self { program, ..self }
    }

    pub(crate) fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.arguments.push(path.into());
        self
    }

    pub(crate) fn option(self, option: &str) -> Self {
        self.path(option)
    }

    pub(crate) fn input(mut self, file: PathBuf) -> Self {
        self.input = Some(file);
        self
    }

    pub(crate) fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    pub(crate) fn start(self) -> Terminal {
        let home = TempDir::new().expect("a home");
        let pair = native_pty_system().openpty(pty_size(self.columns, self.rows)).expect("a pty");
        let program = &self.program;
        let mut command = CommandBuilder::new(program);
        if let Some(file) = &self.input {
            command = CommandBuilder::new("sh");
            command.args(["-c", "file=$1; shift; exec \"$@\" < \"$file\"", "sh"]);
            command.args([file.as_os_str(), program.as_os_str()]);
        }
        command.args(&self.arguments);
        command.cwd(home.path());
        command.env_clear();
        for (name, folder) in [
            ("HOME", "."),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
        ] {
            command.env(name, home.path().join(folder));
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        // Tests must never start a real browser.
        command.env("BROWSER", "/nonexistent/browser");
        for (name, value) in self.variables {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).expect("newswire starts");
        let process = child.process_id().expect("a process id");
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait()));
        let shared: Shared = Arc::new((
            Mutex::new(Received {
                parser: vt100::Parser::new(cells(self.rows), cells(self.columns), 0),
                bytes: Vec::new(),
                hang_up: false,
            }),
            Condvar::new(),
        ));
        let source = pair.master.try_clone_reader().expect("a reader");
        let received = Arc::clone(&shared);
        Terminal {
            writer: Some(pair.master.take_writer().expect("a writer")),
            reading: Some(thread::spawn(move || receive(source, &received))),
            master: Some(pair.master),
            _slave: pair.slave,
            shared,
            process,
            ended,
            status: None,
            _home: home,
        }
    }
}
