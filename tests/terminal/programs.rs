//! Other programs: the browser, configured openers, and programs that receive the article.

use std::fs;

use crate::pty::{Folder, Setup, holds, mouse_modes, selected, settings, until};

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
    // The links of the title, the first link and the second one.
    terminal.wait_for_text("dhe second");
    terminal.type_keys("d");
    terminal.wait_for_text("opened https://b.example/2");
    assert_eq!(folder.browser_log(), "1\nhttps://b.example/2\n");
    terminal.type_keys(";ys");
    terminal.wait_for_text("copied https://b.example/1");
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
        // Keys and Ctrl-C go to the program: newswire neither moves nor exits.
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
