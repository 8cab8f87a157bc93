//! Completion in real shells: each shell runs in a terminal with the script that newswire prints, a
//! line is typed, Tab is pressed, and the completed line is run. Shells that are not installed are
//! skipped and their names printed.
#![cfg(unix)]

use std::fs;
use std::io::{self, Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Reached only on failure, even on a busy machine.
const DEADLINE: Duration = Duration::from_secs(30);
/// Wide enough for every line of the tests.
const COLUMNS: u16 = 220;

/// A topic that would be harmful if a shell evaluated it.
const HOSTILE: &str = "$(touch hacked) `touch hacked` \"it's\" !x \\ ;touch hacked";

/// A home folder with two folders of articles, one of them hostile.
fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    let article = |topics: &str| {
        format!(
            "---\ntitle: One of {}\ntopics: [{topics}]\nprovider: The Post\n---\n",
            topics.len()
        )
    };
    write("news/a.md", article("Deep Sea, Weather"));
    write("news/b.md", article("Deep Sea"));
    write("news/c.md", article("Mars"));
    let yaml = HOSTILE.replace('\\', "\\\\").replace('"', "\\\"");
    write("evil/a.md", article(&format!("\"{yaml}\"")));
    write("config/newswire/config.yaml", "views: [{name: Old ones, query: mars}]\n".to_owned());
    home
}

fn variables(home: &Path) -> [(&'static str, PathBuf); 4] {
    [
        ("HOME", home.to_owned()),
        ("XDG_CONFIG_HOME", home.join("config")),
        ("XDG_STATE_HOME", home.join("state")),
        ("XDG_CACHE_HOME", home.join("cache")),
    ]
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_newswire"))
}

/// Search path with the folder of newswire first.
fn search_path() -> std::ffi::OsString {
    let own = program().parent().expect("a folder").to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&others))).expect("paths")
}

fn is_installed(shell: &str) -> bool {
    let found = std::env::split_paths(&search_path()).any(|folder| folder.join(shell).is_file());
    if !found {
        // The shell is skipped even if this cannot be printed.
        let _ = writeln!(io::stderr(), "left out, for it is not installed: {shell}");
    }
    found
}

type Screen = Arc<(Mutex<vt100::Parser>, Condvar)>;

/// A shell in a terminal with a home folder of its own.
struct Shell {
    name: &'static str,
    home: TempDir,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    screen: Screen,
}

impl Shell {
    fn start(name: &'static str) -> Self {
        let home = home();
        let size = PtySize { rows: 60, cols: COLUMNS, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(name);
        command.args(match name {
            "bash" => &["--norc", "--noprofile", "-i"][..],
            "zsh" => &["-f", "-i"],
            _ => &["--no-config", "-i"],
        });
        command.cwd(home.path());
        command.env_clear();
        for (name, value) in variables(home.path()) {
            command.env(name, value);
        }
        command.env("PATH", search_path());
        command.env("TERM", "xterm");
        command.env("LANG", "C.UTF-8");
        let child = pty.slave.spawn_command(command).expect("the shell starts");
        let size = |cells| NonZeroU16::new(cells).expect("not empty");
        let parser = vt100::Parser::new(size(60), size(COLUMNS), 0);
        let screen: Screen = Arc::new((Mutex::new(parser), Condvar::new()));
        let keys = Arc::new(Mutex::new(pty.master.take_writer().expect("a keyboard")));
        let source = pty.master.try_clone_reader().expect("a screen");
        let (shown, typed) = (Arc::clone(&screen), Arc::clone(&keys));
        thread::spawn(move || show(source, &shown, &typed));
        let mut shell = Self { name, home, child, _master: pty.master, keys, screen };
        let script = match name {
            "bash" => "PS1='> '; . <(newswire completions bash)",
            "zsh" => "PS1='> '; autoload -U compinit; compinit -u; . <(newswire completions zsh)",
            _ => "function fish_prompt; echo '> '; end; newswire completions fish | source",
        };
        shell.type_keys(&format!("{script}; echo rea''dy\r"));
        shell.wait("ready");
        shell
    }

    fn type_keys(&mut self, keys: &str) {
        let mut keyboard = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keyboard.write_all(keys.as_bytes()).expect("typed");
        keyboard.flush().expect("typed");
    }

    /// Waits for a text and returns the screen with it.
    fn wait(&self, text: &str) -> String {
        let end = Instant::now() + DEADLINE;
        let mut parser = self.screen.0.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let shown = parser.screen().contents();
            if shown.contains(text) {
                return shown;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{}: waited in vain for {text:?}:\n{shown}", self.name);
            let waited = self.screen.1.wait_timeout(parser, left);
            parser = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Starts a line, presses Tab and waits for the expected completion.
    fn complete(&mut self, typed: &str, expected: &str) {
        self.type_keys("\u{c}");
        self.type_keys(typed);
        self.wait(typed.trim_end());
        self.type_keys("\t");
        self.wait(expected);
    }

    /// Runs the line, which contains this unclosed quote, and returns the last output.
    fn run(&mut self, open: &str) -> String {
        // fish closes quotes, bash does so unless the word ends in an escaped quote, zsh never
        // does.
        let is_closed = self.name == "fish" || self.name == "bash" && open == "'";
        let rest = if is_closed { "" } else { open };
        self.type_keys(&format!("{rest}; echo 'e'nd\r"));
        let shown = self.wait("\nend");
        let before = shown.split("\nend").next().unwrap_or_default();
        before.lines().last().unwrap_or_default().trim().to_owned()
    }

    fn give_up_line(&mut self) {
        self.type_keys("\u{15}");
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.child.kill();
    }
}

/// fish queries the terminal at startup and waits for a reply.
fn show(mut source: Box<dyn Read + Send>, screen: &Screen, keys: &Mutex<Box<dyn Write + Send>>) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = source.read(&mut buffer) {
        let bytes = &buffer[..count];
        if bytes.windows(3).any(|part| part == b"\x1b[c") {
            let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
            // After the shell has exited, the reply is not needed.
            let _ = keys.write_all(b"\x1b[?62;c").and_then(|()| keys.flush());
        }
        screen.0.lock().unwrap_or_else(PoisonError::into_inner).process(bytes);
        screen.1.notify_all();
    }
}

#[test]
fn shells_complete_topics_words_and_views() {
    for name in ["bash", "zsh", "fish"] {
        if !is_installed(name) {
            continue;
        }
        let mut shell = Shell::start(name);
        // fish shows only the part after the typed text, including the quotes of the query.
        let quote = if name == "fish" { "\"" } else { "" };
        let typed = format!("newswire count news -q 'topic:{quote}de");
        shell.complete(&typed, "Sea");
        assert_eq!(shell.run("'"), "2", "{name}");
        shell.complete("newswire count news -q topic:ma", "Mars");
        assert_eq!(shell.run(""), "1", "{name}");
        let typed = format!("newswire count news -q 'mars -provider:{quote}th");
        shell.complete(&typed, "Post");
        assert_eq!(shell.run("'"), "0", "{name}");
        shell.complete("newswire count news --view O", "ones");
        assert_eq!(shell.run(""), "1", "{name}");
        shell.complete("newswire count news -q is:unr", "is:unread");
        assert_eq!(shell.run(""), "3", "{name}");
        shell.complete("newswire count news --query=topic:ma", "--query=topic:Mars");
        assert_eq!(shell.run(""), "1", "{name}");
        shell.complete("newswire list --rev", "--reverse");
        shell.give_up_line();
        shell.complete("newswire list --sort qua", "quality");
        shell.give_up_line();
        shell.complete("newswire --config=config/newsw", "--config=config/newswire/");
        shell.give_up_line();
        shell.complete("newswire ne", "newswire news/");
        shell.give_up_line();
        shell.complete("newswire news ev", "news evil/");
        shell.give_up_line();
    }
}

#[test]
fn nothing_that_stands_in_an_article_is_run_by_a_shell() {
    for name in ["bash", "zsh", "fish"] {
        if !is_installed(name) {
            continue;
        }
        let mut shell = Shell::start(name);
        for open in ["", "'", "\""] {
            let typed = format!("newswire count evil -q {open}topic:");
            shell.complete(&typed, ";touch");
            assert_eq!(shell.run(open), "1", "{name} {open}");
            let hacked = shell.home.path().join("hacked");
            assert!(!hacked.exists(), "{name} {open}");
        }
    }
}

/// Returns the program's own answer: how to handle candidates, and the candidates.
fn asked(home: &Path, arguments: &[&str]) -> (String, Vec<String>) {
    let mut command = Command::new(program());
    command.current_dir(home).envs(variables(home)).arg("complete").args(arguments);
    let output = command.output().expect("it runs");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("text");
    let mut lines = text.lines().map(str::to_owned);
    (lines.next().unwrap_or_default(), lines.collect())
}

/// Splits the words as fish does.
fn asked_by_fish(home: &Path, line: &str) -> (String, Vec<String>) {
    let words: Vec<&str> = ["fish"].into_iter().chain(line.split(' ')).collect();
    asked(home, &words)
}

#[test]
fn what_is_offered_says_what_it_is() {
    let home = home();
    let of = |line: &str| asked_by_fish(home.path(), line).1;
    assert_eq!(
        of("newswire list news -q topic:"),
        ["topic:\"Deep Sea\"\t2 articles", "topic:Mars\t1 article", "topic:Weather\t1 article"]
    );
    assert_eq!(of("newswire list -q is:s news/"), [""; 0], "the cursor is at a path");
    assert_eq!(of("newswire count -q is:s"), ["is:starred\tIt is starred"]);
    assert_eq!(of("newswire mark --view=OL"), ["--view=Old ones\ta view"]);
    assert_eq!(of("newswire mark --view ol"), ["Old ones\ta view"]);
    // The only matching word takes values, so these are offered at once.
    assert_eq!(of("newswire list news -q prov"), ["provider:\"The Post\"\t3 articles"]);
    assert_eq!(of("newswire list --config none.yaml news -qtopic:m"), ["-qtopic:Mars\t1 article"]);
    assert_eq!(of("newswire completions z"), ["zsh\t"]);
    assert_eq!(of("newswire list --sort q"), ["quality\tBest first"]);
    assert_eq!(of("newswire help que"), ["query\t"]);
    assert_eq!(
        of("newswire --no-w"),
        ["--no-watch\tDo not watch the files while the reader is open"]
    );
    let of_list = of("newswire list --");
    assert!(of_list.iter().any(|option| option.starts_with("--jsonl\t")), "{of_list:?}");
    assert!(!of("newswire c").iter().any(|word| word.starts_with("complete\t")), "it is hidden");
}

#[test]
fn files_are_offered_where_a_path_may_be() {
    let home = home();
    let how = |line: &str| asked_by_fish(home.path(), line).0;
    for line in
        ["newswire ", "newswire ne", "newswire list ", "newswire list news ", "newswire news e"]
    {
        assert_eq!(how(line), "files", "{line}");
    }
    for line in ["newswire --config ", "newswire list --log=", "newswire marks import "] {
        assert_eq!(how(line), "files", "{line}");
    }
    for line in ["newswire list -q is:", "newswire list --view o", "newswire count --query=is:u"] {
        assert_eq!(how(line), "open", "{line}");
    }
    for line in ["newswire list --sort ", "newswire --rev", "newswire --query=is:u"] {
        assert_eq!(how(line), "finished", "{line}");
    }
    // Options are offered only after a hyphen.
    assert_eq!(asked_by_fish(home.path(), "newswire list ").1, [""; 0]);
}

#[test]
fn a_query_that_nothing_can_follow_offers_nothing() {
    let home = home();
    let bash = |line: &str, replaced: &str| asked(home.path(), &["bash", line, replaced]);
    let nothing = ("finished".to_owned(), Vec::new());
    assert_eq!(bash("newswire list -q mars", "mars"), nothing);
    assert_eq!(bash("newswire list - -q topic:", ""), nothing);
    assert_eq!(bash("newswire list nowhere -q topic:", ""), nothing);
    assert_eq!(bash("newswire list news -q $'topic:", "topic:"), (String::new(), Vec::new()));
    let found = bash("newswire list news -q 'mars topic:d", "mars topic:d");
    assert_eq!(found, ("open".to_owned(), vec!["mars topic:\"Deep Sea\"".to_owned()]));
    let found = bash("newswire list news -q topic:d", "d");
    assert_eq!(found, ("open".to_owned(), vec![r#"\"Deep\ Sea\""#.to_owned()]));
}
