//! Piping an article to a program: its environment, the format of its input, and how its output is
//! displayed.

mod support;

use std::time::Duration;

use newswire::{Article, Body, Config, Effect, Job, Message, Overlay, Pipe, PipeInput, Piped};

use support::{Desk, WIDE, article, header, headlines, paper};

fn told() -> Vec<Article> {
    let head = format!(
        "{}\nwebUrl: https://a.example/one?x='1'\nexcerpt: In short.\nprovider: Wire",
        header("-rf \\\"Quoted\\\"", 1)
    );
    let body = "## Part\n\nA *paragraph* of text.\n";
    vec![article("one.md", &head, body), article("-two.md", &header("Bare", 2), "")]
}

fn opened() -> Desk {
    Desk::with(told(), WIDE)
}

/// Presses keys and returns the pipe they request.
fn pipe(desk: &mut Desk, keys: &str) -> Pipe {
    desk.keys(keys);
    let asked = desk.asked();
    match asked.as_slice() {
        [Effect::Job(Job::Pipe(pipe))] => pipe.clone(),
        other => panic!("{keys}: {other:?}, {}", desk.said()),
    }
}

fn input(pipe: &Pipe) -> &str {
    match &pipe.input {
        PipeInput::Ready(text) | PipeInput::Above(text, ..) => text,
    }
}

fn said(desk: &mut Desk, lines: &[&str], outcome: Result<(), &str>) {
    let lines = lines.iter().map(|&line| line.to_owned()).collect();
    let outcome = outcome.map_err(str::to_owned);
    desk.send(Message::Piped(Piped { name: "prog".to_owned(), lines, outcome }));
}

#[test]
fn the_text_is_what_is_shown() {
    let pipe = pipe(&mut opened(), "|wc -w<Enter>");
    assert_eq!(pipe.command, ["wc", "-w"]);
    assert_eq!(pipe.limit, Some(Duration::from_secs(30)));
    let text = input(&pipe);
    assert!(text.starts_with("Wire\n\n-rf \"Quoted\"\n\n"), "{text}");
    for part in ["In short.\n", "\nPart\n", "A paragraph of text.\n", "https://a.example/one"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn markdown_is_the_body_as_it_stands_below_the_facts() {
    let pipe = pipe(&mut opened(), "|markdown cat<Enter>");
    assert_eq!(pipe.command, ["cat"]);
    let PipeInput::Above(above, _, Body::Kept(body)) = &pipe.input else { panic!("{pipe:?}") };
    assert!(above.starts_with("# -rf \"Quoted\"\n\nWire · "), "{above}");
    assert!(above.ends_with("<https://a.example/one?x=%271%27>\n\nIn short.\n"), "{above}");
    assert_eq!(body.trim(), "## Part\n\nA *paragraph* of text.");
}

#[test]
fn json_is_what_list_prints_and_the_text() {
    let pipe = pipe(&mut opened(), "|json jq<Space>.<Enter>");
    let object: serde_json::Value = serde_json::from_str(input(&pipe)).expect("one object");
    assert_eq!(object["title"], "-rf \"Quoted\"");
    assert_eq!(object["unread"], true);
    assert_eq!(object["text"], "Part\n\nA paragraph of text.\n");
    assert_eq!(input(&pipe).lines().count(), 1);
}

#[test]
fn placeholders_are_one_argument_each_and_never_an_option() {
    let pipe = pipe(&mut opened(), "|run '%t' --to=%s 100%% %x %f<Enter>");
    let link = "--to=https://a.example/one?x=%271%27";
    assert_eq!(pipe.command, ["run", "rf \"Quoted\"", link, "100%", "%x", "one.md"]);
}

#[test]
fn what_cannot_be_filled_in_is_told_and_nothing_runs() {
    let mut desk = opened();
    desk.keys("j|run %s<Enter>");
    assert!(desk.asked().is_empty());
    assert!(desk.said().starts_with("no value for %s: "), "{}", desk.said());
    let mut empty = Desk::empty(WIDE);
    empty.finish(Vec::new(), Vec::new());
    empty.keys("|wc<Enter>");
    assert_eq!(empty.said(), "no article to pipe");
}

#[test]
fn a_mistake_stays_in_the_line() {
    let mut desk = opened();
    desk.keys("|wc 'x<Enter>");
    assert!(desk.asked().is_empty());
    assert!(desk.screen().contains("a quote is not closed"), "{}", desk.screen());
}

#[test]
fn a_body_that_is_still_being_read_is_not_left_out() {
    let mut desk = Desk::empty(WIDE);
    desk.bodies_wait = true;
    desk.finish(told(), Vec::new());
    desk.keys("|wc<Enter>");
    assert!(desk.asked().is_empty());
    assert_eq!(desk.said(), "its text is still being read: try again");
    desk.bring_bodies();
    assert!(input(&pipe(&mut desk, "|wc<Enter>")).contains("A paragraph"));
}

#[test]
fn a_program_of_before_is_offered_again() {
    let mut desk = opened();
    pipe(&mut desk, "|wc -w<Enter>");
    assert_eq!(pipe(&mut desk, "|<Enter>").command, ["wc", "-w"]);
    assert_eq!(pipe(&mut desk, ":<Up><Enter>").command, ["wc", "-w"]);
}

#[test]
fn what_it_says_is_shown_and_can_be_scrolled() {
    let mut desk = Desk::with(paper(), WIDE);
    let many: Vec<String> = (1..=90).map(|n| format!("output {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    said(&mut desk, &many, Ok(()));
    assert!(desk.screen().contains(" prog "), "{}", desk.screen());
    assert!(desk.screen().contains("output 1 "));
    desk.keys("G");
    assert!(desk.screen().contains("output 90 "));
    desk.keys("q");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn an_error_says_how_it_ended() {
    let mut desk = opened();
    said(&mut desk, &["no such thing"], Err("ended with status 3"));
    let screen = desk.screen();
    assert!(screen.contains("⚠ prog ended with status 3"), "{screen}");
    assert!(screen.contains("no such thing"), "{screen}");
    desk.keys("q");
    said(&mut desk, &[], Err("was not found"));
    assert_eq!(desk.said(), "prog was not found");
    said(&mut desk, &[], Ok(()));
    assert_eq!(desk.said(), "prog is done");
}

#[test]
fn long_lines_are_broken_for_the_box_and_again_after_a_resize() {
    let mut desk = opened();
    said(&mut desk, &["word ".repeat(60).trim()], Ok(()));
    let lines = |desk: &Desk| match desk.app.overlays.last() {
        Some(Overlay::Output(output)) => output.shown.len(),
        other => panic!("{other:?}"),
    };
    let wide = lines(&desk);
    desk.send(Message::Resize(40, 20));
    assert!(wide > 1 && lines(&desk) > wide, "{wide}, then {}", lines(&desk));
}

#[test]
fn what_is_said_waits_while_something_is_typed() {
    let mut desk = opened();
    desk.keys("/bar");
    said(&mut desk, &["later"], Ok(()));
    desk.keys("e");
    assert!(matches!(desk.app.overlays.as_slice(), [Overlay::Prompt(_)]));
    desk.keys("<Enter>");
    assert!(desk.screen().contains("later"), "{}", desk.screen());
}

#[test]
fn the_limit_is_a_setting() {
    let config = Config { pipe_limit: None, ..Config::default() };
    let mut desk = Desk::configured(headlines(1), WIDE, &config);
    assert_eq!(pipe(&mut desk, "|wc<Enter>").limit, None);
    desk.keys(":set pipe_limit 2<Enter>");
    assert_eq!(pipe(&mut desk, "|wc<Enter>").limit, Some(Duration::from_secs(2)));
}
