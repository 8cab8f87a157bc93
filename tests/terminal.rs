//! The real program in a real terminal (a pty): what a person sees and types, how the
//! browser is started, and that the terminal is given back however it ends. What the
//! screen says in detail is for the tests that need no terminal.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use tempfile::TempDir;

/// Only a failure takes this long, also on a busy machine.
const DEADLINE: Duration = Duration::from_secs(30);

/// What ends every frame.
const FRAME_END: &[u8] = b"\x1b[?2026l";

// ---------------------------------------------------------------- the terminal

/// What the terminal has received: all bytes, and the screen they make.
struct Received {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// The reading thread ends with the next bytes, so that its end of the pty closes.
    hang_up: bool,
}

type Shared = Arc<(Mutex<Received>, Condvar)>;

fn lock(shared: &Shared) -> MutexGuard<'_, Received> {
    shared.0.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the program is to be started.
struct Setup {
    columns: u16,
    rows: u16,
    arguments: Vec<PathBuf>,
    /// What standard input is, instead of the terminal.
    input: Option<PathBuf>,
    variables: Vec<(&'static str, String)>,
}

impl Setup {
    fn new(columns: u16, rows: u16) -> Self {
        Self { columns, rows, arguments: Vec::new(), input: None, variables: Vec::new() }
    }

    fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.arguments.push(path.into());
        self
    }

    fn option(self, option: &str) -> Self {
        self.path(option)
    }

    fn input(mut self, file: PathBuf) -> Self {
        self.input = Some(file);
        self
    }

    fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    fn start(self) -> Terminal {
        let home = TempDir::new().expect("a home");
        let pair = native_pty_system().openpty(pty_size(self.columns, self.rows)).expect("a pty");
        let program = env!("CARGO_BIN_EXE_newswire");
        let mut command = CommandBuilder::new(program);
        if let Some(file) = &self.input {
            command = CommandBuilder::new("sh");
            command.args(["-c", "file=$1; shift; exec \"$@\" < \"$file\"", "sh"]);
            command.args([file.as_os_str(), program.as_ref()]);
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
        // No test may ever start a real browser.
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

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a screen is not empty")
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn receive(mut source: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = source.read(&mut buffer) {
        let mut received = lock(shared);
        let bytes = &buffer[..count];
        received.bytes.extend_from_slice(bytes);
        received.parser.process(bytes);
        shared.1.notify_all();
        if received.hang_up {
            return;
        }
    }
}

/// A terminal with newswire in it. Dropping it ends both.
struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    /// Held, so that the terminal's modes can still be asked for after the end.
    _slave: Box<dyn SlavePty + Send>,
    writer: Option<Box<dyn Write + Send>>,
    reading: Option<JoinHandle<()>>,
    shared: Shared,
    process: u32,
    ended: Receiver<std::io::Result<ExitStatus>>,
    status: Option<ExitStatus>,
    _home: TempDir,
}

impl Terminal {
    fn type_keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("the keyboard is there");
        writer.write_all(keys.as_bytes()).expect("keys are typed");
        writer.flush().expect("keys are typed");
    }

    fn resize(&self, columns: u16, rows: u16) {
        lock(&self.shared).parser.set_size(cells(rows), cells(columns));
        self.master
            .as_ref()
            .expect("the terminal is there")
            .resize(pty_size(columns, rows))
            .expect("the terminal takes its size");
    }

    fn signal(&self, name: &str) {
        let status = Command::new("sh")
            .args(["-c", "kill -s \"$1\" \"$2\"", "sh", name])
            .arg(self.process.to_string())
            .stderr(Stdio::null())
            .status()
            .expect("kill runs");
        assert!(status.success(), "SIG{name} could not be sent");
    }

    /// Waits until `met` holds for what has been received.
    fn wait_received(&self, what: &str, met: impl Fn(&Received) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut received = lock(&self.shared);
        while !met(&received) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited in vain for: {what}\nlast bytes: {}\nscreen:\n{}",
                received.bytes[received.bytes.len().saturating_sub(400)..].escape_ascii(),
                received.parser.screen().contents(),
            );
            received = self
                .shared
                .1
                .wait_timeout(received, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn wait_for(&self, what: &str, met: impl Fn(&vt100::Screen) -> bool) {
        self.wait_received(what, |received| met(received.parser.screen()));
    }

    fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    fn contents(&self) -> String {
        lock(&self.shared).parser.screen().contents()
    }

    fn bytes(&self) -> Vec<u8> {
        lock(&self.shared).bytes.clone()
    }

    /// The exit code, once the program has ended.
    fn wait_exit(&mut self) -> u32 {
        if self.status.is_none() {
            let status = self.ended.recv_timeout(DEADLINE).unwrap_or_else(|_| {
                panic!("newswire does not end; screen:\n{}", self.contents());
            });
            self.status = Some(status.expect("newswire can be waited for"));
        }
        let status = self.status.as_ref().expect("it has just been set");
        assert_eq!(status.signal(), None, "newswire was killed");
        status.exit_code()
    }

    /// Ends it as nothing can prepare for, and waits until it is gone.
    fn kill(&mut self) {
        self.signal("KILL");
        let status = self.ended.recv_timeout(DEADLINE).expect("nothing survives that");
        self.status = Some(status.expect("newswire can be waited for"));
    }

    /// Line editing and echo, as a shell expects to find them.
    fn is_cooked(&self) -> bool {
        let master = self.master.as_ref().expect("the terminal is there");
        let modes = master.get_termios().expect("a pty has modes");
        let local = format!("{:?}", modes.local_flags);
        ["ICANON", "ECHO", "ISIG"]
            .iter()
            .all(|flag| local.split(|c: char| !c.is_alphanumeric()).any(|set| set == *flag))
    }

    /// Whatever happened, the person has a usable shell again.
    fn wait_given_back(&self) {
        self.wait_for("the terminal as it was", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        until("cooked mode", || self.is_cooked());
        let bytes = self.bytes();
        let last = |wanted: &[u8]| bytes.windows(wanted.len()).rposition(|part| part == wanted);
        assert!(
            last(b"\x1b[?2026h") < last(FRAME_END),
            "the terminal still waits for the rest of a frame"
        );
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.status.is_none() && self.ended.try_recv().is_err() {
            self.signal("KILL");
        }
    }
}

/// Waits for something that announces itself nowhere.
fn until(what: &str, met: impl Fn() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !met() {
        assert!(Instant::now() < end, "waited in vain for: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

fn holds(bytes: &[u8], wanted: impl AsRef<[u8]>) -> bool {
    position(bytes, wanted.as_ref()).is_some()
}

// ---------------------------------------------------------------- documents

/// A folder of documents.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    /// `count` documents; `Report 0001` is the newest.
    fn of_reports(count: u32) -> Self {
        let folder = Self::new();
        for number in 1..=count {
            let minute = 1_000_000 - number;
            let (day, hour) = (minute / 1440 % 28 + 1, minute / 60 % 24);
            let (year, month) = (2020 + minute / 483_840, minute / 40_320 % 12 + 1);
            let date = format!("{year}-{month:02}-{day:02}T{hour:02}:{:02}:00Z", minute % 60);
            let name = format!("{year}-{month:02}-{day:02}-{minute:06}.md");
            let text = format!(
                "---\ntitle: \"Report {number:04}\"\nexcerpt: \"What report {number} says.\"\n\
                 publishedDateTime: {date}\nwebUrl: \"https://example.org/{number}\"\nquality: 7\n\
                 provider:\n  name: Example\n  domain: example.org\n---\n\nThe text of {number}.\n"
            );
            folder.write(&name, &text);
        }
        folder
    }

    /// One document that links to `url`, a line of YAML.
    fn of_link(url: &str) -> Self {
        let folder = Self::new();
        folder.write("one.md", &format!("---\ntitle: The only one\nwebUrl: {url}\n---\n"));
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, text).expect("a document is written");
    }

    /// A script, as `BROWSER` names it.
    fn script(&self, lines: &str) -> String {
        let path = self.path().join("the browser");
        fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("a script is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
        format!("'{}'", path.display())
    }

    /// A browser that writes down how many arguments it got, and which.
    fn recording_browser(&self) -> String {
        let log = self.path().join("browser.log");
        let log = log.display();
        self.script(&format!("{{ echo \"$#\"; printf '%s\\n' \"$@\"; }} >> '{log}'"))
    }

    fn browser_log(&self) -> String {
        fs::read_to_string(self.path().join("browser.log")).unwrap_or_default()
    }
}

/// The row with the selection bar.
fn selected(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).find(|row| row.contains('▌')).unwrap_or_default()
}

fn panes_side_by_side(screen: &vt100::Screen) -> usize {
    let (_, columns) = screen.size();
    let most = screen.rows(0, columns.get()).map(|row| row.matches('╭').count());
    most.max().unwrap_or(0)
}

// ---------------------------------------------------------------- the screen

#[test]
fn the_first_screen_is_the_built_in_edition() {
    let edition = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/edition");
    let documents = fs::read_dir(edition).expect("the edition").count();
    let terminal = Setup::new(120, 40).start();
    terminal.wait_for("the whole edition, the welcome first", |screen| {
        screen.contents().contains(&format!("{documents} articles"))
            && selected(screen).contains("Welcome")
    });
}

#[test]
fn who_opens_nothing_is_welcomed() {
    let mut terminal = Setup::new(120, 40).start();
    terminal.wait_for_text("`newswire FOLDER` opens your own articles");
    terminal.type_keys("j");
    terminal.wait_for("the keys again", |screen| screen.contents().contains("? help"));
}

#[test]
fn a_wrong_config_is_told_and_what_is_corrected_holds_at_once() {
    let folder = Folder::of_reports(3);
    let settings = Folder::new();
    settings.write("config.yaml", "folder: [a]\nkeys: {zen: Z}\n");
    let mut terminal = Setup::new(120, 40)
        .path("--config")
        .path(settings.path().join("config.yaml"))
        .path(folder.path())
        .start();
    terminal.wait_for_text("unknown key `folder`");
    terminal.wait_for_text("3 articles");
    terminal.type_keys("Z");
    terminal.wait_for("the article alone", |screen| !screen.contents().contains("Stories"));
    settings.write("config.yaml", "keys: {zen: X}\n");
    terminal.wait_for_text("settings read again");
    terminal.type_keys("X");
    terminal.wait_for("the panes again", |screen| screen.contents().contains("Stories"));
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn what_may_follow_a_key_is_shown_to_who_hesitates() {
    let folder = Folder::of_reports(3);
    let settings = Folder::new();
    settings.write("config.yaml", "keys: vim\n");
    let mut terminal = Setup::new(120, 40)
        .path("--config")
        .path(settings.path().join("config.yaml"))
        .path(folder.path())
        .start();
    terminal.wait_for_text("3 articles");
    terminal.type_keys("g");
    terminal.wait_for_text("Esc gives up");
    terminal.type_keys("t");
    terminal.wait_for("no popup", |screen| !screen.contents().contains("Esc gives up"));
}

#[test]
fn a_folder_is_opened() {
    let folder = Folder::of_reports(12);
    let mut terminal = Setup::new(120, 40).path(folder.path()).start();
    terminal.wait_for("the newest first, with its text", |screen| {
        screen.contents().contains("12 articles")
            && selected(screen).contains("Report 0001")
            && screen.contents().contains("The text of 1.")
    });
    terminal.type_keys("jj");
    terminal.wait_for("the third, with its text", |screen| {
        selected(screen).contains("Report 0003") && screen.contents().contains("The text of 3.")
    });
}

#[test]
fn a_document_on_standard_input_leaves_the_keys_to_the_terminal() {
    let folder = Folder::of_link("https://example.org/");
    let document = folder.path().join("one.md");
    let mut terminal = Setup::new(100, 24).path("-").input(document).start();
    terminal.wait_for_text("The only one");
    terminal.type_keys("?");
    terminal.wait_for_text("move down, or scroll");
    terminal.type_keys("qR");
    terminal.wait_for_text("1 article loaded again");
    terminal.wait_for_text("The only one");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

/// The reader took its keys from the document, and could not be left.
#[test]
fn the_keyboard_is_no_document() {
    let mut terminal = Setup::new(100, 24).path("-").start();
    assert_eq!(terminal.wait_exit(), 2);
    terminal.wait_for_text("standard input is the keyboard");
}

#[test]
fn a_resize_keeps_the_selection() {
    let folder = Folder::of_reports(30);
    let mut terminal = Setup::new(120, 40).path(folder.path()).start();
    terminal.wait_for_text("30 articles");
    terminal.type_keys("6j");
    for (columns, rows, panes) in [(120, 40, 2), (60, 20, 1), (200, 60, 2), (79, 9, 1), (80, 24, 2)]
    {
        terminal.resize(columns, rows);
        terminal.wait_for(&format!("{columns}×{rows} with Report 0007"), |screen| {
            panes_side_by_side(screen) == panes
                && selected(screen).contains("Report 0007")
                && screen.contents().contains("? help")
        });
    }
    terminal.type_keys("j");
    terminal.wait_for("the next one", |screen| selected(screen).contains("Report 0008"));
}

#[test]
fn the_smallest_and_a_huge_screen_start() {
    let mut tiny = Setup::new(1, 1).start();
    tiny.wait_received("a frame", |received| holds(&received.bytes, FRAME_END));
    tiny.type_keys("jlqq");
    assert_eq!(tiny.wait_exit(), 0);
    let mut huge = Setup::new(300, 100).start();
    huge.wait_for("the welcome", |screen| selected(screen).contains("Welcome"));
    huge.type_keys("Q");
    assert_eq!(huge.wait_exit(), 0);
}

#[test]
fn a_held_key_during_a_load_ends_where_it_was_released() {
    let folder = Folder::of_reports(2000);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    let counted = |screen: &vt100::Screen| {
        let contents = screen.contents();
        let total = contents
            .split_once(" articles")
            .and_then(|(before, _)| before.split_whitespace().last())
            .map(|number| number.replace(',', ""));
        total.and_then(|number| number.parse::<u32>().ok())
    };
    terminal.wait_for("enough rows to move over", |screen| {
        counted(screen).is_some_and(|count| count >= 400)
    });
    terminal.type_keys(&"j".repeat(300));
    terminal.wait_for("row 301 of all", |screen| {
        screen.contents().contains("301/2,000") && selected(screen).contains("Report 0301")
    });
    terminal.type_keys("G");
    terminal.wait_for("the last row", |screen| {
        screen.contents().contains("2,000/2,000") && selected(screen).contains("Report 2000")
    });
}

#[test]
fn drawing_anew_repairs_a_damaged_screen() {
    let folder = Folder::of_reports(3);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_received("the end of a frame that shows everything", |received| {
        let contents = received.parser.screen().contents();
        received.bytes.ends_with(FRAME_END)
            && contents.contains("The text of 1.")
            && !contents.contains("loading")
    });
    let rows = |screen: &vt100::Screen| -> Vec<String> {
        let rows = screen.rows(0, 100);
        rows.map(|row| row.trim_end().to_owned()).collect()
    };
    let before = rows(lock(&terminal.shared).parser.screen());
    lock(&terminal.shared).parser.process(b"\x1b[5;5Hanother program wrote here");
    terminal.type_keys("\x0c");
    terminal.wait_for("the screen as it was", |screen| rows(screen) == before);
    terminal.type_keys("j");
    terminal.wait_for_text("The text of 2.");
}

#[test]
fn pasted_text_is_not_taken_for_keys() {
    let folder = Folder::of_reports(3);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_for_text("The text of 1.");
    terminal.type_keys("\x1b[200~jQq\x1b[201~j");
    terminal.wait_for_text("The text of 2.");
}

// ---------------------------------------------------------------- colours

/// Settings that ask for the theme of the terminal's background.
fn automatic(folder: &Folder) -> Setup {
    folder.write(".settings/config.yaml", "theme: auto\n");
    let config = folder.path().join(".settings/config.yaml");
    let setup = Setup::new(100, 30).variable("COLORTERM", "truecolor");
    setup.path("--config").path(config).path(folder.path())
}

const ASKED: &[u8] = b"\x1b]11;?";

#[test]
fn the_theme_follows_the_background_that_the_terminal_tells() {
    for (answer, ground) in [
        ("\x1b]11;rgb:0000/0000/0000\x1b\\", "48;2;22;24;29"),
        ("\x1b]11;rgb:ffff/ffff/eeee\x07", "48;2;251;251;249"),
    ] {
        let folder = Folder::of_reports(3);
        let mut terminal = automatic(&folder).start();
        terminal.wait_received("the question", |received| holds(&received.bytes, ASKED));
        let bytes = terminal.bytes();
        assert!(position(&bytes, FRAME_END) < position(&bytes, ASKED), "asked before a frame");
        terminal.type_keys(&format!("/mar{answer}s"));
        terminal.wait_for("no key lost, and none added", |screen| {
            screen.rows(0, 100).last().is_some_and(|row| row.starts_with(" /mars "))
        });
        terminal.wait_received("its ground", |received| holds(&received.bytes, ground));
        terminal.type_keys("\x1b");
        terminal.wait_for("the search is given up", |screen| {
            !screen.contents().contains("/mars") && screen.contents().contains("? help")
        });
        terminal.type_keys("q");
        assert_eq!(terminal.wait_exit(), 0);
    }
}

#[test]
fn a_terminal_that_never_tells_its_background_loses_no_key() {
    let folder = Folder::of_reports(12);
    let mut terminal = automatic(&folder).start();
    terminal.wait_received("the question", |received| holds(&received.bytes, ASKED));
    terminal.type_keys("/zebra");
    terminal.wait_for_text(" /zebra");
    terminal.type_keys("\x1b");
    terminal.wait_for("the search is given up", |screen| {
        !screen.contents().contains(" /zebra") && screen.contents().contains("12 articles")
    });
    terminal.type_keys("\x1b]");
    terminal.wait_for_text("Alt-] does nothing here");
    terminal.type_keys("jjj");
    terminal.wait_for("three rows on", |screen| selected(screen).contains("Report 0004"));
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_theme_that_was_chosen_is_there_from_the_first_frame_on() {
    let folder = Folder::of_reports(3);
    let state = folder.path().join("state");
    let setup = || {
        let setup = Setup::new(100, 30).path(folder.path()).variable("COLORTERM", "truecolor");
        setup.variable("XDG_STATE_HOME", state.display().to_string())
    };
    let nord = "48;2;46;52;64";
    let mut terminal = setup().start();
    terminal.wait_for_text("The text of 1.");
    assert!(!holds(&terminal.bytes(), ASKED), "nobody has asked for that");
    terminal.type_keys("T/nord\r");
    terminal.wait_for_text("theme: nord");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut terminal = setup().start();
    terminal.wait_for_text("The text of 1.");
    let bytes = terminal.bytes();
    assert!(position(&bytes, nord.as_bytes()) < position(&bytes, FRAME_END), "another one first");
    terminal.type_keys("T0q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut terminal = setup().variable("NO_COLOR", "1").start();
    terminal.wait_for_text("The text of 1.");
    assert!(!holds(&terminal.bytes(), "48;2;"));
    terminal.type_keys("T");
    terminal.wait_for_text("as in the settings");
    terminal.type_keys("j");
    terminal.wait_for_text("colours are turned off");
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
}

// ---------------------------------------------------------------- the browser

#[test]
fn the_browser_gets_the_link_as_its_one_argument() {
    let folder = Folder::of_link("https://example.org/news?a=1&b=2");
    let mut terminal = Setup::new(120, 30)
        .path(folder.path())
        .variable("BROWSER", folder.recording_browser())
        .start();
    terminal.wait_for_text("1 article");
    terminal.type_keys("o");
    terminal.wait_for_text("opened https://example.org/news?a=1&b=2");
    assert_eq!(folder.browser_log(), "1\nhttps://example.org/news?a=1&b=2\n");
}

#[test]
fn nothing_in_a_link_is_executed() {
    let folder = Folder::new();
    let trap = folder.path().join("trapped");
    let trap = trap.display();
    folder.write(
        "one.md",
        &format!(
            "---\ntitle: The only one\nwebUrl: 'https://example.org/a b?q=$(touch {trap})`touch {trap}`;\
             touch {trap}|touch {trap}&touch {trap}&''\"\\%s*é#''>{trap}'\n---\n"
        ),
    );
    let mut terminal = Setup::new(120, 30)
        .path(folder.path())
        .variable("BROWSER", folder.recording_browser())
        .start();
    terminal.wait_for_text("1 article");
    terminal.type_keys("o");
    terminal.wait_for_text("opened https://example.org/a%20b");
    let log = folder.browser_log();
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert_eq!(lines[0], "1");
    assert!(lines[1].starts_with("https://example.org/a%20b?q=$(touch"), "{log}");
    assert!(lines[1].bytes().all(|byte| byte.is_ascii_graphic()), "{log}");
    assert!(!folder.path().join("trapped").exists());
}

#[test]
fn a_missing_browser_is_named_with_the_link() {
    let folder = Folder::of_link("https://example.org/news");
    let mut terminal = Setup::new(140, 30).path(folder.path()).start();
    terminal.wait_for_text("1 article");
    terminal.type_keys("o");
    terminal
        .wait_for_text("cannot open, /nonexistent/browser was not found: https://example.org/news");
}

#[test]
fn a_failing_browser_is_shown_with_its_status() {
    let folder = Folder::of_link("https://example.org/news");
    let mut terminal = Setup::new(160, 30)
        .path(folder.path())
        .variable("BROWSER", folder.script("exit 7"))
        .start();
    terminal.wait_for_text("1 article");
    terminal.type_keys("o");
    terminal.wait_for("link and status", |screen| {
        let contents = screen.contents();
        contents.contains("cannot open, ")
            && contents.contains("ended with status 7: https://example.org/news")
    });
}

#[test]
fn a_talking_browser_leaves_the_screen_alone() {
    let folder = Folder::of_link("https://example.org/news");
    let browser =
        folder.script("echo NOISE; echo NOISE >&2; echo NOISE; if read -r key; then exit 9; fi");
    let mut terminal = Setup::new(120, 30).path(folder.path()).variable("BROWSER", browser).start();
    terminal.wait_for_text("1 article");
    terminal.type_keys("o");
    terminal.wait_for_text("opened https://example.org/news");
    assert!(!holds(&terminal.bytes(), "NOISE"));
    terminal.type_keys("?");
    terminal.wait_for_text("move down, or scroll the article");
}

#[test]
fn only_web_links_reach_the_browser() {
    let folder = Folder::new();
    for (name, url) in [
        ("2024-01-03-script.md", "javascript:alert(1)"),
        ("2024-01-02-file.md", "file:///etc/passwd"),
        ("2024-01-01-web.md", "https://example.org/news"),
    ] {
        folder.write(name, &format!("---\ntitle: {name}\nwebUrl: \"{url}\"\n---\n"));
    }
    let mut terminal = Setup::new(120, 30)
        .path(folder.path())
        .variable("BROWSER", folder.recording_browser())
        .start();
    terminal.wait_for_text("3 articles");
    terminal.type_keys("o");
    terminal.wait_for_text("only http and https links are opened, this one is javascript:");
    terminal.type_keys("jo");
    terminal.wait_for_text("only http and https links are opened, this one is file:");
    terminal.type_keys("jo");
    terminal.wait_for_text("opened https://example.org/news");
    assert_eq!(folder.browser_log(), "1\nhttps://example.org/news\n");
}

#[test]
fn a_link_is_copied_through_the_terminal() {
    let folder = Folder::of_link("https://example.org/news?a=1");
    let mut terminal = Setup::new(120, 30).path(folder.path()).start();
    terminal.wait_for_text("1 article");
    terminal.type_keys("y");
    terminal.wait_for_text("copied https://example.org/news?a=1");
    let base64 = "aHR0cHM6Ly9leGFtcGxlLm9yZy9uZXdzP2E9MQ==";
    terminal.wait_received("OSC 52", |received| {
        holds(&received.bytes, format!("\x1b]52;c;{base64}\x1b\\"))
    });
}

#[test]
fn a_letter_opens_the_link_that_it_stands_over() {
    let folder = Folder::new();
    let body = "See [the first](https://b.example/1) and [the second](https://b.example/2).";
    let header = "---\ntitle: The only one\nwebUrl: https://a.example/\n---\n";
    folder.write("one.md", &format!("{header}\n{body}\n"));
    let mut terminal = Setup::new(120, 30)
        .path(folder.path())
        .variable("BROWSER", folder.recording_browser())
        .start();
    terminal.wait_for_text("the second");
    terminal.type_keys("l;");
    terminal.wait_for_text("a letter opens its link");
    // The title, the first, the second.
    terminal.wait_for_text("dhe second");
    terminal.type_keys("d");
    terminal.wait_for_text("opened https://b.example/2");
    assert_eq!(folder.browser_log(), "1\nhttps://b.example/2\n");
    terminal.type_keys(";ys");
    terminal.wait_for_text("copied https://b.example/1");
}

/// Settings in the folder of a reader.
fn settings(folder: &Folder, text: &str) -> [PathBuf; 2] {
    let path = folder.path().join("config");
    fs::write(&path, text).expect("settings are written");
    ["--config".into(), path]
}

#[test]
fn rules_say_which_program_a_link_is_for() {
    let folder = Folder::of_reports(2);
    let log = folder.path().join("video.log");
    let script = folder.script(&format!("echo \"$1 $2\" >> '{}'", log.display()));
    let rule = format!("openers: [{{match: 'org/1$', run: \"{script} --play %s\"}}]\n");
    let [option, path] = settings(&folder, &rule);
    let mut terminal = Setup::new(120, 30)
        .path(option)
        .path(path)
        .path(folder.path())
        .variable("BROWSER", "/nonexistent/browser")
        .start();
    terminal.wait_for_text("2 articles");
    terminal.type_keys("o");
    terminal.wait_for_text("opened https://example.org/1");
    let played = fs::read_to_string(&log).expect("it was started");
    assert_eq!(played, "--play https://example.org/1\n");
    terminal.type_keys("jo");
    terminal.wait_for_text("/nonexistent/browser was not found: https://example.org/2");
}

#[test]
fn a_program_that_needs_the_terminal_has_it_until_it_ends() {
    let folder = Folder::of_reports(2);
    let pager = folder.script(
        "printf 'READING %s' \"$1\"; stty -g > modes; read -r line; stty raw -echo\n\
         echo \"$line\" > typed; [ \"$line\" = die ] && kill -9 $$; exit 0",
    );
    let rule = format!("openers: [{{host: example.org, run: \"{pager} %s\", terminal: true}}]\n");
    let [option, path] = settings(&folder, &rule);
    let mut terminal = Setup::new(120, 30).path(option).path(path).path(folder.path()).start();
    terminal.wait_for_text("2 articles");
    for (typed, said) in
        [("qQjo/", "opened https://example.org/1"), ("die", "was killed: https://example.org/1")]
    {
        terminal.type_keys("o");
        terminal.wait_for("the program's screen", |screen| {
            !screen.alternate_screen()
                && screen.contents().contains("READING https://example.org/1")
        });
        until("cooked mode", || terminal.is_cooked());
        assert_eq!(mouse_modes(&terminal.bytes()), 0, "the mouse is the program's");
        // Keys and Ctrl-C are for the program: newswire neither moves nor ends.
        terminal.type_keys(&format!("{typed}\n"));
        terminal.wait_for("the reader's screen", |screen| {
            screen.alternate_screen()
                && screen.contents().contains(said)
                && selected(screen).contains("Report 0001")
        });
        until("raw mode", || !terminal.is_cooked());
    }
    terminal.type_keys("j");
    terminal.wait_for("keys", |screen| selected(screen).contains("Report 0002"));
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
}

#[test]
fn what_interrupts_a_program_in_the_terminal_leaves_the_reader_alone() {
    let folder = Folder::of_reports(2);
    let pager = folder.script("printf READING; exec sleep 600");
    let rule = format!("openers: [{{host: example.org, run: \"{pager}\", terminal: true}}]\n");
    let [option, path] = settings(&folder, &rule);
    let mut terminal = Setup::new(120, 30).path(option).path(path).path(folder.path()).start();
    terminal.wait_for_text("2 articles");
    terminal.type_keys("o");
    terminal.wait_for_text("READING");
    until("cooked mode", || terminal.is_cooked());
    terminal.type_keys("\x03");
    terminal.wait_for_text("was killed: https://example.org/1");
    terminal.type_keys("j");
    terminal.wait_for("keys", |screen| selected(screen).contains("Report 0002"));
}

#[test]
fn a_program_gets_the_article_and_its_words_are_shown() {
    let folder = Folder::of_reports(2);
    let mut terminal = Setup::new(120, 30).path(folder.path()).start();
    terminal.wait_for_text("The text of 1.");
    terminal.type_keys("|sh -c 'tr a-z A-Z; exit 3'\r");
    terminal.wait_for_text("sh ended with status 3");
    terminal.wait_for_text("THE TEXT OF 1.");
    terminal.type_keys("q|markdown cat\r");
    terminal.wait_for_text("# Report 0001");
    terminal.type_keys("q|/nonexistent/program\r");
    terminal.wait_for_text("/nonexistent/program was not found");
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
}

// ---------------------------------------------------------------- the mouse

/// How many of the modes of the mouse are on.
fn mouse_modes(bytes: &[u8]) -> usize {
    let last = |wanted: &str| bytes.windows(wanted.len()).rposition(|it| it == wanted.as_bytes());
    let is_on = |mode: &&u32| last(&format!("\x1b[?{mode}h")) > last(&format!("\x1b[?{mode}l"));
    [1000, 1002, 1003, 1006].iter().filter(is_on).count()
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let folder = Folder::of_reports(90);
    let mut terminal = Setup::new(120, 30).path(folder.path()).start();
    terminal.wait_for_text("90 articles");
    terminal.wait_received("the mouse", |received| mouse_modes(&received.bytes) == 3);
    let row = |text: &str| {
        let contents = terminal.contents();
        contents.lines().position(|line| line.contains(text)).expect("it is there") + 1
    };
    let press = format!("\x1b[<0;9;{0}M\x1b[<0;9;{0}m", row("Report 0004"));
    let wheel = "\x1b[<65;9;9M".repeat(60);
    terminal.type_keys(&press);
    terminal.wait_for("a selection", |screen| selected(screen).contains("Report 0004"));
    terminal.type_keys(&press);
    terminal.wait_for_text("h back");
    terminal.type_keys(&wheel);
    terminal.wait_for_text("Report 0070");
    assert!(terminal.contents().contains("The text of 4."));
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    assert_eq!(mouse_modes(&terminal.bytes()), 0);
}

#[test]
fn the_mouse_is_given_back_on_every_way_out() {
    let mut terminal = Setup::new(100, 30).start();
    terminal.wait_for_text("28 articles");
    terminal.signal("TERM");
    assert_eq!(terminal.wait_exit(), 143);
    terminal.wait_given_back();
    assert_eq!(mouse_modes(&terminal.bytes()), 0);
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_mouse_back() {
    let mut terminal = Setup::new(100, 30).variable("NEWSWIRE_TEST_PANIC", "screen").start();
    terminal.wait_for_text("28 articles");
    terminal.type_keys("j");
    assert_ne!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    assert_eq!(mouse_modes(&terminal.bytes()), 0);
}

#[test]
fn the_mouse_and_links_follow_the_settings_at_once() {
    let folder = Folder::of_reports(3);
    let mut terminal = Setup::new(120, 30).path(folder.path()).start();
    terminal.wait_for_text("3 articles");
    terminal.wait_received("the mouse", |received| mouse_modes(&received.bytes) == 3);
    terminal.type_keys(":set mouse off\r");
    terminal.wait_received("no mouse", |received| mouse_modes(&received.bytes) == 0);
    assert!(!holds(&terminal.bytes(), "\x1b]8;"));
    terminal.type_keys(":set links on\r");
    terminal.wait_received("links", |received| holds(&received.bytes, "\x1b]8;"));
    terminal.type_keys(":set mouse on\r");
    terminal.wait_received("the mouse again", |received| mouse_modes(&received.bytes) == 3);
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let folder = Folder::of_reports(3);
    let [option, path] = settings(&folder, "mouse: false\n");
    let mut terminal = Setup::new(120, 30).path(option).path(path).path(folder.path()).start();
    terminal.wait_for_text("3 articles");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(!holds(&terminal.bytes(), "\x1b[?1000h"));
}

// ---------------------------------------------------------------- links of the terminal

/// What the terminal makes links of, with the text of each; panics where one is left open.
fn linked(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let mut links = Vec::new();
    let mut parts = text.split("\x1b]8;");
    parts.next();
    let mut open: Option<String> = None;
    for part in parts {
        let (link, after) = part.split_once("\x1b\\").expect("a sequence ends");
        let (_, url) = link.split_once(';').expect("two fields");
        if url.is_empty() {
            assert!(open.take().is_some(), "an end without a beginning");
            continue;
        }
        assert!(open.replace(url.to_owned()).is_none(), "a link within a link");
        links.push((url.to_owned(), printed(after)));
    }
    assert!(open.is_none(), "{open:?} is left open");
    links
}

/// Text without the sequences between it.
fn printed(text: &str) -> String {
    let mut parser = vt100::Parser::new(cells(1), cells(400), 0);
    let plain = text
        .split("\x1b[")
        .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
    let plain: Vec<&str> =
        plain.map(|part| part.strip_prefix(['m', 'H']).unwrap_or(part)).collect();
    parser.process(plain.concat().as_bytes());
    parser.screen().contents()
}

#[test]
fn a_terminal_that_knows_links_gets_them_balanced() {
    let folder = Folder::new();
    let long = "many words of a link ".repeat(12);
    let header = "---\ntitle: The only one\nwebUrl: https://a.example/\nrelated:\n  - {title: Another, webUrl: \"https://r.example/ü\"}\n---\n";
    let body = format!("See [{}](https://b.example/1;2) and [bad](javascript:x).", long.trim());
    folder.write("one.md", &format!("{header}\n{body}\n"));
    let mut terminal =
        Setup::new(120, 30).path(folder.path()).variable("KITTY_WINDOW_ID", "1").start();
    terminal.wait_for_text("many words");
    terminal.wait_for_text("Another");
    // Boxes over links, scrolling, other sizes and everything drawn anew.
    for keys in ["?", "q", "ljj", "\x0c", ";", "\x1b", "z", "z", "q"] {
        terminal.type_keys(keys);
    }
    terminal.type_keys("y");
    terminal.wait_for_text("copied https://a.example/");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    let links = linked(&terminal.bytes());
    let of = |url: &str| -> Vec<&str> {
        links.iter().filter(|(to, _)| to == url).map(|(_, text)| text.as_str()).collect()
    };
    assert!(of("https://a.example/").iter().any(|text| text.contains("The only one")), "{links:?}");
    assert!(
        of("https://r.example/%C3%BC").iter().any(|text| text.contains("Another")),
        "{links:?}"
    );
    let wrapped = of("https://b.example/1;2");
    assert!(wrapped.iter().filter(|text| text.contains("many words")).count() > 1, "{links:?}");
    assert!(links.iter().all(|(url, _)| url.starts_with("https://")), "{links:?}");
}

#[test]
fn other_terminals_get_no_links_and_the_settings_decide() {
    let folder = Folder::of_reports(3);
    for (setting, variable, expected) in [
        ("", "XTERM_VERSION", false),
        ("links: off\n", "KITTY_WINDOW_ID", false),
        ("links: on\n", "XTERM_VERSION", true),
    ] {
        let [option, path] = settings(&folder, setting);
        let mut terminal = Setup::new(120, 30)
            .path(option)
            .path(path)
            .path(folder.path())
            .variable(variable, "1")
            .start();
        terminal.wait_for_text("3 articles");
        terminal.type_keys("q");
        assert_eq!(terminal.wait_exit(), 0);
        assert_eq!(holds(&terminal.bytes(), "\x1b]8;"), expected, "{setting}");
        assert!(!holds(&terminal.bytes(), "\x1b[58"), "no colours of underlines");
    }
}

// ---------------------------------------------------------------- around the program

/// The titles that the window was given, the old one put aside as `(`, and taken out again as `)`.
fn titles(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    for part in text.split('\x1b').skip(1) {
        if let Some(title) = part.strip_prefix("]0;") {
            found.push(title.split('\x07').next().unwrap_or_default().to_owned());
        } else if part.starts_with("[22;0t") {
            found.push("(".to_owned());
        } else if part.starts_with("[23;0t") {
            found.push(")".to_owned());
        }
    }
    found
}

#[test]
fn the_window_says_what_is_unread_until_the_reader_is_left() {
    let folder = Folder::of_reports(3);
    let [option, path] = settings(&folder, "views: [{name: \"Röntgen\", query: report}]\n");
    for end in ["q", "TERM", "HUP"] {
        let mut terminal =
            Setup::new(100, 30).path(&option).path(&path).path(folder.path()).start();
        terminal.wait_for_text("3 articles");
        let says = |title: &str| {
            terminal.wait_received(title, |it| {
                titles(&it.bytes).last().is_some_and(|last| last == title)
            });
        };
        says("(3) newswire – Latest");
        terminal.type_keys("[");
        let says = |title: &str| {
            terminal.wait_received(title, |it| {
                titles(&it.bytes).last().is_some_and(|last| last == title)
            });
        };
        says("(3) newswire – Röntgen");
        if end == "q" {
            terminal.type_keys("q");
        } else {
            terminal.signal(end);
        }
        terminal.wait_exit();
        terminal.wait_received("the old title", |it| {
            titles(&it.bytes).last().is_some_and(|last| last == ")")
        });
        let all = titles(&terminal.bytes());
        assert_eq!(all.first().map(String::as_str), Some("("));
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "only what changes: {all:?}");
        assert_eq!(all.iter().filter(|it| *it == "(" || *it == ")").count(), 2, "{all:?}");
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_leaves_the_old_title() {
    let mut terminal = Setup::new(100, 30).variable("NEWSWIRE_TEST_PANIC", "screen").start();
    terminal.wait_for_text("28 articles");
    terminal.type_keys("j");
    terminal.wait_exit();
    terminal.wait_received("the old title", |it| {
        titles(&it.bytes).last().is_some_and(|last| last == ")")
    });
}

#[test]
fn a_program_that_has_the_terminal_finds_the_old_title() {
    let folder = Folder::of_reports(2);
    let script = folder.script("printf 'here\\n'");
    let rule = format!("openers: [{{host: example.org, run: \"{script}\", terminal: on}}]\n");
    let [option, path] = settings(&folder, &rule);
    let mut terminal = Setup::new(100, 30).path(option).path(path).path(folder.path()).start();
    terminal.wait_for_text("2 articles");
    terminal
        .wait_received("a title", |it| titles(&it.bytes).contains(&"(2) newswire – Latest".into()));
    terminal.type_keys("o");
    terminal.wait_received("the title of now once more", |it| {
        titles(&it.bytes).iter().filter(|it| *it == "(").count() == 2
    });
    let bytes = terminal.bytes();
    let said = position(&bytes, b"here\r\n").expect("the program has said it");
    let (before, after) = (titles(&bytes[..said]), titles(&bytes[said..]));
    assert_eq!(before.last().map(String::as_str), Some(")"), "{before:?}");
    assert_eq!(after.first().map(String::as_str), Some("("), "{after:?}");
    terminal.type_keys("q");
    terminal.wait_exit();
}

#[test]
fn a_title_is_for_windows_and_can_be_turned_off() {
    let folder = Folder::of_reports(3);
    for (setting, term) in [("title: off\n", "xterm-256color"), ("", "linux")] {
        let [option, path] = settings(&folder, setting);
        let start = Setup::new(100, 30).path(option).path(path).path(folder.path());
        let mut terminal = start.variable("TERM", term).start();
        terminal.wait_for_text("3 articles");
        if term == "xterm-256color" {
            assert_eq!(titles(&terminal.bytes()), Vec::<String>::new());
            terminal.type_keys(":set title on\r");
            terminal.wait_for_text("title: on");
            terminal.wait_received("a title", |it| titles(&it.bytes).len() == 2);
            terminal.type_keys(":set title off\r");
            terminal.wait_received("the old title", |it| titles(&it.bytes).len() == 3);
        }
        terminal.type_keys("Q");
        terminal.wait_exit();
        assert_eq!(titles(&terminal.bytes()).len(), if term == "linux" { 0 } else { 3 });
    }
}

/// A document that does not come to its end is a load that takes long.
#[test]
fn a_long_load_is_told_where_the_terminal_shows_it() {
    let folder = Folder::new();
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let told = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let parts = text.split("\x1b]9;").skip(1);
        parts.map(|part| part.split("\x1b\\").next().unwrap_or_default().to_owned()).collect()
    };
    for (name, end) in [("WT_SESSION", "all"), ("WT_SESSION", "TERM"), ("XTERM_VERSION", "all")] {
        let start = Setup::new(100, 30).path("-").input(pipe.clone()).variable(name, "1");
        let mut terminal = start.start();
        let mut writer = fs::File::options().write(true).open(&pipe).expect("a pipe");
        writer.write_all(b"---\ntitle: Slow\n---\n").expect("written");
        terminal.wait_for("a screen", vt100::Screen::alternate_screen);
        if name == "WT_SESSION" {
            terminal.wait_received("progress", |it| told(&it.bytes) == ["4;3"]);
        }
        if end == "TERM" {
            terminal.signal("TERM");
        } else {
            drop(writer);
            terminal.wait_for_text("1 article");
            terminal.type_keys("Q");
        }
        terminal.wait_exit();
        terminal.wait_given_back();
        let expected: &[&str] = if name == "WT_SESSION" { &["4;3", "4;0"] } else { &[] };
        assert_eq!(told(&terminal.bytes()), expected, "{name} {end}");
    }
}

// ---------------------------------------------------------------- every way out

#[test]
fn leaving_gives_the_terminal_back() {
    for keys in ["q", "lq Q", "\x03"] {
        let mut terminal = Setup::new(100, 30).start();
        terminal.wait_for_text("? shows");
        assert!(!terminal.is_cooked());
        terminal.wait_for("a terminal in use", |screen| {
            screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()
        });
        terminal.type_keys(keys);
        assert_eq!(terminal.wait_exit(), 0, "{keys:?}");
        terminal.wait_given_back();
        assert_eq!(terminal.contents().trim(), "", "nothing is left behind");
    }
}

#[test]
fn signals_give_the_terminal_back() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let terminal = &mut Setup::new(100, 30).start();
        terminal.wait_for_text("28 articles");
        terminal.signal(name);
        assert_eq!(terminal.wait_exit(), code, "SIG{name}");
        terminal.wait_given_back();
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_is_readable_on_a_terminal_that_was_given_back() {
    let mut terminal = Setup::new(100, 30).variable("NEWSWIRE_TEST_PANIC", "screen").start();
    terminal.wait_for_text("28 articles");
    terminal.type_keys("j");
    assert_ne!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    let message = "a panic that a test asked for";
    terminal.wait_received("the message", |received| holds(&received.bytes, message));
    let bytes = terminal.bytes();
    let left = position(&bytes, b"\x1b[?1049l").expect("the alternate screen was left");
    let said = position(&bytes, message.as_bytes()).expect("it was waited for");
    assert!(left < said, "the message went to the alternate screen");
    // Leaving the alternate screen a second time puts the cursor back above the
    // message, where the shell's prompt then overwrites it.
    terminal.wait_for("a cursor below the message", |screen| {
        let (row, _) = screen.cursor_position();
        let said = screen.rows(0, 100).position(|row| row.contains(message));
        said.is_some_and(|said| usize::from(row) > said)
    });
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_of_a_worker_leaves_a_usable_reader() {
    let folder = Folder::of_reports(3);
    let mut terminal =
        Setup::new(100, 30).path(folder.path()).variable("NEWSWIRE_TEST_PANIC", "worker").start();
    terminal.wait_for_text("The text of 1.");
    terminal.wait_for_text("newswire failed inside");
    terminal.type_keys("j");
    terminal.wait_for_text("The text of 2.");
    assert!(!holds(&terminal.bytes(), "panic that a test"));
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
}

#[cfg(target_os = "linux")]
#[test]
fn the_shell_gets_the_terminal_while_newswire_is_stopped() {
    let folder = Folder::of_reports(9);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_for_text("9 articles");
    let state = format!("/proc/{}/stat", terminal.process);
    let stopped = || {
        let stat = fs::read_to_string(&state).unwrap_or_default();
        stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" T"))
    };
    for (stop, selected_before, selected_after) in
        [("\x1a", "Report 0001", "Report 0002"), ("", "Report 0002", "Report 0003")]
    {
        terminal.wait_for(selected_before, |screen| selected(screen).contains(selected_before));
        if stop.is_empty() {
            terminal.signal("TSTP");
        } else {
            terminal.type_keys(stop);
        }
        until("a stopped process", stopped);
        terminal.wait_given_back();
        terminal.resize(120, 35);
        terminal.signal("CONT");
        terminal.wait_for("the screen, at its new size", |screen| {
            screen.alternate_screen()
                && screen.hide_cursor()
                && screen.bracketed_paste()
                && selected(screen).contains(selected_before)
                && panes_side_by_side(screen) == 2
        });
        until("raw mode", || !terminal.is_cooked());
        terminal.type_keys("j");
        terminal.wait_for(selected_after, |screen| selected(screen).contains(selected_after));
    }
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
}

#[test]
fn a_terminal_that_is_closed_ends_newswire() {
    let mut terminal = Setup::new(100, 30).start();
    terminal.wait_for_text("28 articles");
    lock(&terminal.shared).hang_up = true;
    terminal.type_keys("j");
    let reading = terminal.reading.take().expect("it is taken once");
    reading.join().expect("the reading thread ends");
    terminal.writer = None;
    terminal.master = None;
    terminal.wait_exit();
}

// ---------------------------------------------------------------- what the terminal is told

#[test]
fn nothing_is_asked_of_the_terminal() {
    let folder = Folder::of_reports(3);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_for("all articles and the text of the first", |screen| {
        screen.contents().contains("3 articles") && screen.contents().contains("The text of 1.")
    });
    terminal.resize(90, 25);
    terminal.type_keys("\x0cj?q");
    terminal.wait_for_text("The text of 2.");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let bytes = terminal.bytes();
    // A terminal that does not answer would hold the reader up, one that answers late
    // types into the shell.
    for query in [
        "\x1b[c",
        "\x1b[0c",
        "\x1b[>c",
        "\x1b[>0c",
        "\x1b[>q",
        "\x1b[6n",
        "\x1b[5n",
        "\x1b[?u",
        "\x1b]10;?",
        "\x1b]11;?",
        "\x1b_G",
        "\x1b[14t",
        "\x1b[16t",
        "\x1b[18t",
        "\x1bP+q",
        "\x1bP$q",
    ] {
        assert!(!holds(&bytes, query), "asked {}", query.escape_debug());
    }
}

#[test]
fn no_escape_sequence_of_a_document_reaches_the_terminal() {
    let parent = Folder::new();
    let path = parent.path().join("dir\x1b]0;OWNED\x07\u{9d}0;OWNED\u{9c}");
    fs::create_dir(&path).expect("a folder of that name");
    let hostile = "\\e]0;OWNED\\a\\e]52;c;T1dORUQ=\\a\\x9d0;OWNED\\x9c\\x9b31m\\u202Eabc";
    let text = format!(
        "---\ntitle: \"Title {hostile}\"\nexcerpt: \"Excerpt {hostile}\"\n\
         publishedDateTime: 2024-01-02T00:00:00Z\ntype: \"t{hostile}\"\ncategory: \"c{hostile}\"\n\
         author: \"a{hostile}\"\nwebUrl: \"https://example.org/{hostile}\"\n\
         provider: {{name: \"p{hostile}\", domain: \"d{hostile}\"}}\ntopics: [\"t{hostile}\"]\n\
         images: [{{url: \"https://example.org/{hostile}.png\", title: \"i{hostile}\"}}]\n\
         related: [{{title: \"r{hostile}\", webUrl: \"https://example.org/r{hostile}\", provider: {{name: \"q{hostile}\"}}}}]\n\
         featuredContent: \"<p>f{hostile}</p>\"\n---\n\n\
         Body \x1b]0;OWNED\x07 \u{9d}0;OWNED\u{9c} \u{202e} [link\x1b[31m](https://e.org/\x1b]0;OWNED\x07) the end\n\n\
         ```\x1b]0;OWNED\x07\n\x1b[2J code\n```\n"
    );
    fs::write(path.join("2024-01-02-a\x1b]0;OWNED\x07.md"), text).expect("a document");
    let broken = "---\ntitle: [\x1b]0;OWNED\x07\n---\n";
    fs::write(path.join("2024-01-01-b\x1b]0;OWNED\x07.md"), broken).expect("a document");
    let mut terminal = Setup::new(120, 50).path(&path).start();
    terminal.wait_for_text("2 articles");
    terminal.wait_for_text("the end");
    terminal.type_keys("lGo");
    terminal.wait_for_text("cannot open, ");
    terminal.type_keys("ll");
    terminal.wait_for_text("Enter follows this link");
    terminal.type_keys("o");
    terminal.wait_for_text(": https://example.org/r");
    terminal.type_keys("!");
    terminal.wait_for_text("cannot parse the header");
    terminal.type_keys("l");
    terminal.wait_for_text("title: [");
    terminal.type_keys("qqqjj");
    terminal.wait_for("the other one", |screen| screen.contents().contains("2/2"));
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut bytes = terminal.bytes();
    // The titles of the window that newswire itself gives, to the letter.
    for count in ["", "(1) ", "(2) "] {
        let title = format!("\x1b]0;{count}newswire – Latest\x07");
        while let Some(at) = position(&bytes, title.as_bytes()) {
            bytes.drain(at..at + title.len());
        }
    }
    for forbidden in ["\x1b]", "\x07", "\x1b[31m", "\u{9d}", "\u{9c}", "\u{9b}", "\u{202e}"] {
        assert!(!holds(&bytes, forbidden), "sent {}", forbidden.escape_unicode());
    }
}

// ---------------------------------------------------------------- marks

/// The titles with a star, which stands on the line below.
fn starred(screen: &vt100::Screen) -> Vec<String> {
    let (_, columns) = screen.size();
    let rows: Vec<String> = screen.rows(0, columns.get()).collect();
    let pairs = rows.iter().zip(rows.iter().skip(1));
    let starred = pairs.filter(|(_, below)| below.contains("· q7 · ★"));
    let titles = starred.filter_map(|(title, _)| title.split("Report ").nth(1));
    titles.map(|number| format!("Report {}", number.chars().take(4).collect::<String>())).collect()
}

/// Before any reader is there. A reader that shows it has the marks in its hands.
fn star(number: u32, folder: &Folder, state: &Folder) {
    let status = Command::new(env!("CARGO_BIN_EXE_newswire"))
        .args(["mark", "--star", "-q", &format!("\"Report {number:04}\"")])
        .arg(folder.path())
        .env("XDG_STATE_HOME", state.path())
        .env("XDG_CONFIG_HOME", state.path().join("config"))
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("newswire runs").success());
}

impl Setup {
    /// The reader of a folder, with marks that outlive it.
    fn of_reader(folder: &Folder, state: &Folder) -> Self {
        let state = state.path().to_string_lossy();
        Self::new(120, 40).path(folder.path()).variable("XDG_STATE_HOME", state)
    }
}

#[test]
fn what_the_screen_said_was_marked_is_marked_after_a_kill() {
    let (folder, state) = (Folder::of_reports(12), Folder::new());
    star(12, &folder, &state);
    let mut expected = vec!["Report 0012".to_owned()];
    for round in 0..3 {
        let mut terminal = Setup::of_reader(&folder, &state).start();
        terminal.wait_for("what was starred before", |screen| starred(screen) == expected);
        let (first, second) = (2 * round + 1, 2 * round + 2);
        terminal.type_keys(&format!("{first}gsjs"));
        terminal.wait_for_text(&format!("starred: Report {second:04}"));
        terminal.kill();
        expected.extend([format!("Report {first:04}"), format!("Report {second:04}")]);
        expected.sort_unstable();
    }
    let terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("all that was starred", |screen| starred(screen) == expected);
}

#[test]
fn a_reader_comes_back_to_the_article_that_was_left() {
    let (folder, state) = (Folder::of_reports(30), Folder::new());
    let mut number = 1;
    for end in ["q", "Q", "TERM", "HUP"] {
        let terminal = &mut Setup::of_reader(&folder, &state).start();
        let here = format!("Report {number:04}");
        terminal.wait_for(&here, |screen| {
            screen.contents().contains("30 articles") && selected(screen).contains(&here)
        });
        number += 4;
        terminal.type_keys("jjjj");
        let there = format!("Report {number:04}");
        terminal.wait_for(&there, |screen| selected(screen).contains(&there));
        match end {
            "q" | "Q" => terminal.type_keys(end),
            signal => terminal.signal(signal),
        }
        terminal.wait_exit();
    }
    let terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("the last one", |screen| selected(screen).contains("Report 0017"));
    let elsewhere = Folder::of_reports(5);
    let terminal = Setup::of_reader(&elsewhere, &state).start();
    terminal.wait_for("the first of another folder", |screen| {
        screen.contents().contains("5 articles") && selected(screen).contains("Report 0001")
    });
}

#[test]
fn what_came_while_no_reader_was_there_is_new() {
    let (folder, state) = (Folder::of_reports(30), Folder::new());
    let late = |name: &str, day: u32| {
        let text = format!(
            "---\ntitle: {name}\npublishedDateTime: 2024-01-0{day}T00:00:00Z\n\
             webUrl: https://late.example/{day}\n---\n"
        );
        folder.write(&format!("{day}.md"), &text);
    };
    star(3, &folder, &state);
    for (day, name) in [(1, "Came later"), (2, "Came even later")] {
        let terminal = &mut Setup::of_reader(&folder, &state).start();
        let articles = format!("{} articles", 29 + day);
        terminal.wait_for("all articles, and what was kept before", |screen| {
            let shown = screen.contents();
            shown.contains(&articles) && !shown.contains("loading") && !starred(screen).is_empty()
        });
        if day == 2 {
            terminal.wait_for_text("· new");
            terminal.type_keys("/is:new\r");
            terminal.wait_for_text("1 story found");
            assert!(terminal.contents().contains("Came later"), "{}", terminal.contents());
            terminal.type_keys("\x1b");
            terminal.wait_for_text("the whole view again");
        }
        terminal.type_keys("Q");
        assert_eq!(terminal.wait_exit(), 0);
        late(name, day);
    }
    let terminal = &mut Setup::of_reader(&folder, &state).start();
    terminal.wait_for("where one was", |screen| selected(screen).contains("Came later"));
    terminal.wait_for_text("Came even later");
    terminal.type_keys("g");
    terminal.wait_for_text("new since the last visit");
    let new = |screen: &vt100::Screen| screen.contents().matches("· new").count() == 2;
    terminal.wait_for("the new row and its article", new);
}

/// Beside it a reader that was told not to.
#[test]
fn files_are_followed_while_one_reads() {
    let (folder, state) = (Folder::of_reports(30), Folder::new());
    let still = Setup::of_reader(&folder, &state).option("--no-watch").start();
    let terminal = &mut Setup::of_reader(&folder, &state).start();
    still.wait_for_text("30 articles");
    terminal.wait_for_text("30 articles");
    terminal.type_keys("20j");
    let here = |screen: &vt100::Screen| selected(screen).contains("Report 0021");
    terminal.wait_for("the row of the 21st", here);
    for number in 1..=12 {
        let day = format!("2026-01-{number:02}");
        let text = format!("---\ntitle: Just in {number}\ndate: {day}\n---\n");
        folder.write(&format!("new-{number}.md"), &text);
    }
    terminal.wait_for("twelve more above", |screen| {
        here(screen)
            && screen.contents().contains("42 art")
            && screen.contents().contains("12 new · g")
    });
    fs::remove_file(folder.path().join("new-12.md")).expect("deleted");
    folder.write("new-11.md", "---\ntitle: Put right\ndate: 2026-01-11\n---\n");
    terminal.wait_for("what was deleted and put right", |screen| {
        here(screen) && screen.contents().contains("41 art")
    });
    terminal.type_keys("g");
    terminal.wait_for("the newest", |screen| selected(screen).contains("Put right"));
    let away = folder.path().with_extension("away");
    fs::rename(folder.path(), &away).expect("moved");
    terminal.wait_for_text("Nothing could be read.");
    fs::rename(&away, folder.path()).expect("moved back");
    terminal.wait_for_text("41 articles");
    assert!(still.contents().contains("30 articles"), "{}", still.contents());
}

#[test]
fn two_readers_see_each_others_marks() {
    let (folder, state) = (Folder::of_reports(5), Folder::new());
    star(5, &folder, &state);
    let mut one = Setup::of_reader(&folder, &state).start();
    let mut other = Setup::of_reader(&folder, &state).start();
    for reader in [&one, &other] {
        reader.wait_for("the star of before", |screen| !starred(screen).is_empty());
    }
    one.type_keys("js");
    one.wait_for_text("starred: Report 0002");
    // What a terminal types when it is looked at again.
    other.type_keys("\x1b[I");
    other.wait_for("the star of the first", |screen| {
        starred(screen).contains(&"Report 0002".to_owned())
    });
}

#[test]
fn marks_that_cannot_be_kept_are_told_of() {
    let (folder, state) = (Folder::of_reports(3), Folder::new());
    state.write("newswire", "a file where the folder should be");
    let mut terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("the articles and a warning", |screen| {
        screen.contents().contains("this session") && screen.contents().contains("3 articles")
    });
    terminal.type_keys("s");
    terminal.wait_for_text("starred: Report 0001");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn damaged_marks_are_set_aside_before_the_eyes_of_the_reader() {
    let (folder, state) = (Folder::of_reports(3), Folder::new());
    fs::create_dir(state.path().join("newswire")).expect("made");
    state.write("newswire/marks.db", &"not a database ".repeat(1000));
    let mut terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("the articles and a warning", |screen| {
        screen.contents().contains("marks begin anew") && screen.contents().contains("3 articles")
    });
    terminal.type_keys("s");
    terminal.wait_for_text("starred: Report 0001");
    terminal.kill();
    assert!(fs::read_dir(state.path().join("newswire")).expect("a folder").any(|entry| {
        entry.expect("it").file_name().to_string_lossy().starts_with("marks.db.unreadable-")
    }));
    let terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("the star", |screen| !starred(screen).is_empty());
}

/// Somebody tidies up, or another reader sets the file aside.
#[test]
fn marks_go_on_in_a_new_file_where_the_old_one_was_deleted() {
    let (folder, state) = (Folder::of_reports(3), Folder::new());
    star(1, &folder, &state);
    let mut terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("the star of before", |screen| !starred(screen).is_empty());
    fs::remove_dir_all(state.path().join("newswire")).expect("deleted");
    terminal.type_keys("js");
    terminal.wait_for_text("starred: Report 0002");
    terminal.type_keys("Q");
    terminal.wait_exit();
    let terminal = Setup::of_reader(&folder, &state).start();
    let both = ["Report 0001", "Report 0002"];
    terminal.wait_for("both stars", |screen| starred(screen) == both);
}
