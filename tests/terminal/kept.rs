//! What outlives a reader or reaches another one: marks, the reading position, and file changes.

use std::fs;
use std::process::{Command, Stdio};

use newswire::{Database, Record};

use crate::pty::{Folder, Setup, selected, until};

/// Returns the starred titles; the star is on the line below the title.
fn starred(screen: &vt100::Screen) -> Vec<String> {
    let (_, columns) = screen.size();
    let rows: Vec<String> = screen.rows(0, columns.get()).collect();
    let pairs = rows.iter().zip(rows.iter().skip(1));
    let starred = pairs.filter(|(_, below)| below.contains("★ Example"));
    let titles = starred.filter_map(|(title, _)| title.split("Report ").nth(1));
    titles.map(|number| format!("Report {}", number.chars().take(4).collect::<String>())).collect()
}

/// Stars a report before any reader is started: a running reader would hold the marks in memory.
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

/// Waits until the star of a report is on disk: the frame does not wait for that.
fn wait_kept(number: u32, state: &Folder) {
    let path = state.path().join("newswire/marks.db");
    let wanted = format!("example.org/{number}");
    until("the star on the disk", || {
        let database = Database::existing(&path).ok().flatten();
        let records = database.and_then(|mut database| database.changes().ok());
        records.into_iter().flatten().any(|record| match record {
            Record::Mark(marking) => *marking.key == *wanted && marking.mark.starred.at.is_some(),
            _ => false,
        })
    });
}

impl Setup {
    /// Configures a reader of a folder, with marks that outlive it.
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
        wait_kept(second, &state);
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
    terminal.wait_for_text("new · late.example");
}

/// A second reader runs beside it with watching turned off.
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
    wait_kept(2, &state);
    // Sent by a terminal when it regains focus.
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
        screen.contents().contains("starting with new marks")
            && screen.contents().contains("3 articles")
    });
    terminal.type_keys("s");
    terminal.wait_for_text("starred: Report 0001");
    wait_kept(1, &state);
    terminal.kill();
    assert!(fs::read_dir(state.path().join("newswire")).expect("a folder").any(|entry| {
        entry.expect("it").file_name().to_string_lossy().starts_with("marks.db.unreadable-")
    }));
    let terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("the star", |screen| !starred(screen).is_empty());
}

/// A user deletes the file, or another reader sets it aside.
#[test]
fn marks_go_on_in_a_new_file_where_the_old_one_was_deleted() {
    let (folder, state) = (Folder::of_reports(3), Folder::new());
    star(1, &folder, &state);
    let mut terminal = Setup::of_reader(&folder, &state).start();
    terminal.wait_for("the star of before", |screen| !starred(screen).is_empty());
    // The first article may be displayed before there is a second one to move to.
    terminal.wait_for_text("3 articles");
    fs::remove_dir_all(state.path().join("newswire")).expect("deleted");
    terminal.type_keys("js");
    terminal.wait_for_text("starred: Report 0002");
    terminal.type_keys("Q");
    terminal.wait_exit();
    let terminal = Setup::of_reader(&folder, &state).start();
    let both = ["Report 0001", "Report 0002"];
    terminal.wait_for("both stars", |screen| starred(screen) == both);
}
