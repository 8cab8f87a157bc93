//! Window title and progress, as derived from events in the reader. The terminal tests check how
//! they are written.

mod support;

use newswire::{Config, Contents, Message, Progress, SettingsFile};

use support::{Desk, NOW, WIDE, headlines};

fn settings(text: &str) -> Config {
    let file = SettingsFile { path: "/config.yaml".into(), content: text.to_owned() };
    let parsed = file.read();
    assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    parsed.config
}

fn title(desk: &Desk) -> String {
    desk.app.desktop().title.unwrap_or_default()
}

fn part(done: usize, total: Option<usize>) -> Contents {
    Contents { articles: headlines(1), done, total, ..Contents::default() }
}

#[test]
fn the_title_follows_views_and_marks() {
    let mut desk = Desk::with(headlines(12), WIDE);
    assert_eq!(title(&desk), "(12) newswire – Latest");
    assert_eq!(title(desk.keys("r")), "(11) newswire – Latest");
    assert_eq!(title(desk.keys("]]")), "(11) newswire – Unread");
    desk.keys("[[A");
    assert_eq!(title(desk.keys("y")), "newswire – Latest", "nothing is unread");
    assert_eq!(title(desk.keys("u")), "(11) newswire – Latest");
}

#[test]
fn the_number_waits_for_the_end_of_the_first_load_and_stays_during_another() {
    let mut desk = Desk::empty(WIDE);
    desk.load(part(1, Some(12)));
    assert_eq!(title(&desk), "newswire – Latest");
    desk.finish(headlines(12), Vec::new());
    assert_eq!(title(&desk), "(12) newswire – Latest");
    desk.keys("R");
    desk.load(part(1, Some(12)));
    assert_eq!(title(&desk), "(12) newswire – Latest");
}

#[test]
fn no_name_of_a_view_steers_the_terminal_or_fills_the_taskbar() {
    let name = r#""\e]0;x\a\n\u202Eevil " "#.replace("evil", &"very long ".repeat(20));
    let config = settings(&format!("views: [{{name: {name}, query: headline}}]\n"));
    let mut desk = Desk::configured(headlines(2), WIDE, &config);
    desk.keys("[");
    let title = title(&desk);
    assert!(title.starts_with("(2) newswire – ") && title.ends_with('…'), "{title:?}");
    assert!(!title.contains(|c: char| c.is_control() || c == '\u{202e}'), "{title:?}");
    assert!(newswire::width(&title) <= 60, "{title:?}");
}

#[test]
fn progress_is_that_of_the_load_under_way() {
    let mut desk = Desk::empty(WIDE);
    let progress = |desk: &Desk| desk.app.desktop().progress;
    assert_eq!(progress(&desk), Progress::Unknown);
    desk.load(part(1, None));
    assert_eq!(progress(&desk), Progress::Unknown);
    desk.load(part(3, Some(12)));
    assert_eq!(progress(&desk), Progress::Percent(25));
    desk.load(part(12, Some(12)));
    assert_eq!(progress(&desk), Progress::Percent(100));
    desk.finish(headlines(12), Vec::new());
    assert_eq!(progress(&desk), Progress::Idle);
    desk.keys("R");
    assert_eq!(progress(&desk), Progress::Unknown);
}

#[test]
fn the_settings_count_at_once() {
    let mut desk = Desk::configured(headlines(2), WIDE, &settings("title: off\n"));
    assert_eq!(desk.app.desktop().title, None);
    let parsed = SettingsFile { path: "/config.yaml".into(), content: String::new() }.read();
    let parsed = Box::new(parsed);
    desk.send(Message::Settings { path: "/config.yaml".into(), parsed });
    assert_eq!(title(&desk), "(2) newswire – Latest");
    desk.keys(":set title off<Enter>");
    assert_eq!(desk.app.desktop().title, None);
    assert!(desk.app.desktop().when.is_wanted(true) && !desk.app.desktop().when.is_wanted(false));
    desk.keys(":set progress off<Enter>");
    assert!(!desk.app.desktop().when.is_wanted(true));
    desk.send(Message::Tick(NOW));
}
