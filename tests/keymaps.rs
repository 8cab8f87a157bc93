//! Custom key bindings, pending key sequences, commands, and settings that change while the reader
//! is open.

mod support;

use newswire::{
    CliOverrides, Config, Effect, Focus, Job, Message, Overlay, ParsedConfig, SettingsFile,
    TerminalEffect, TextOrder, Watch,
};

use support::{Desk, WIDE, coverage, headlines, paper};

fn parsed(content: &str) -> ParsedConfig {
    SettingsFile { path: "c.yaml".into(), content: content.to_owned() }.read()
}

fn config(content: &str) -> Config {
    let ParsedConfig { config, problems, .. } = parsed(content);
    assert_eq!(problems, [], "{content}");
    config
}

/// A reader with the sample articles and these settings.
fn configured(content: &str) -> Desk {
    Desk::configured(paper(), WIDE, &config(content))
}

fn changed(desk: &mut Desk, content: &str) {
    let parsed = Box::new(parsed(content));
    desk.send(Message::Settings { path: "c.yaml".into(), parsed });
}

fn linger(desk: &mut Desk) {
    let asked = desk.asked();
    let Some(Effect::Job(Job::StartKeyTimeout { number, .. })) = asked.last() else {
        panic!("{asked:?}")
    };
    desk.send(Message::KeyTimeoutElapsed(*number));
}

// ------------------------------------------------------------ custom key bindings

#[test]
fn a_sequence_acts_when_it_is_whole_and_takes_the_count_before_it() {
    let mut desk = configured("keys: {top: g g, bottom: [G, g e], zen: Z}\n");
    desk.keys("3jg");
    assert_eq!((desk.selected().as_str(), desk.said()), ("A script for a link", ""));
    assert!(desk.screen().contains(" g "), "{}", desk.screen());
    desk.keys("g");
    assert_eq!(desk.selected(), "Rover lands");
    desk.keys("ge");
    assert_eq!(desk.selected(), "The last one");
    desk.keys("2gg");
    assert_eq!(desk.selected(), "Lander waits");
}

#[test]
fn a_key_may_mean_something_else_in_one_pane() {
    let mut desk = configured("keys: {list: {zen: o}, related: {copy-link: x}}\n");
    desk.keys("o");
    assert!(desk.app.zen);
    assert_eq!(desk.asked(), []);
    desk.keys("o");
    assert_eq!(desk.asked().len(), 1, "in the article it opens");
}

#[test]
fn what_the_screen_says_of_keys_is_true_of_those_in_force() {
    let mut desk = configured("keys: {help: F1, quit: X, open: B, down: J, next-article: j}\n");
    let hints = desk.rows().pop().expect("a line");
    assert!(hints.contains("F1 help") && hints.contains("B browser"), "{hints}");
    desk.keys("%");
    assert_eq!(desk.said(), "% does nothing here, F1 shows the keys");
    desk.keys("<F1>");
    let screen = desk.screen();
    assert!(screen.contains("│ J    "), "{screen}");
    assert!(screen.contains("X closes"), "{screen}");
    desk.keys("X");
    assert!(desk.app.overlays.is_empty());
    desk.keys(":zen");
    assert!(desk.screen().contains("the article alone"), "{}", desk.screen());
}

#[test]
fn the_keys_of_vim_and_emacs_and_newsboat_are_there() {
    let mut desk = configured("keys: vim\n");
    desk.keys("Ggg");
    assert_eq!(desk.selected(), "Rover lands");
    desk.keys("gt");
    assert_eq!(desk.view(), "Top");
    let mut desk = configured("keys: emacs\n");
    desk.keys("<^n><^n><^p>");
    assert_eq!(desk.selected(), "Lander waits");
    desk.keys("<^x><^c>");
    assert_eq!(desk.asked().last(), Some(&Effect::Terminal(TerminalEffect::Quit)));
    let mut desk = configured("keys: {preset: newsboat, zen: N}\n");
    desk.keys("N");
    assert!(desk.app.zen, "the settings go before the preset");
}

#[test]
fn a_digit_that_is_a_key_in_a_pane_is_no_count_there() {
    let mut desk = configured("keys: {related: {open-numbered: [a, b], zen: 1}}\n");
    desk.keys("llb");
    assert!(
        matches!(desk.asked().as_slice(), [Effect::Job(Job::Open(url))] if url.contains("outside"))
    );
    desk.keys("2j");
    assert_eq!(desk.app.count, None);
    desk.keys("1");
    assert!(desk.app.zen);
}

// ------------------------------------------------------------ pending key sequences

#[test]
fn who_hesitates_is_shown_what_may_follow() {
    let mut desk = configured("keys: vim\n");
    desk.keys("g");
    assert!(!desk.screen().contains("Esc gives up"));
    linger(&mut desk);
    let screen = desk.screen();
    assert!(screen.contains("g …") && screen.contains("Esc gives up"), "{screen}");
    assert!(screen.contains("t  next view"), "{screen}");
    desk.keys("t");
    assert_eq!(desk.view(), "Top");
    assert!(!desk.screen().contains("Esc gives up"));
}

#[test]
fn who_goes_on_at_once_sees_no_popup_though_the_time_comes_later() {
    let mut desk = configured("keys: vim\n");
    desk.keys("g");
    let asked = desk.asked();
    desk.keys("t");
    let [Effect::Job(Job::StartKeyTimeout { number, .. })] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    desk.keys("g").send(Message::KeyTimeoutElapsed(*number));
    assert!(!desk.screen().contains("Esc gives up"));
}

#[test]
fn a_key_that_does_not_follow_says_what_does() {
    let mut desk = configured("keys: {next-view: g t, previous-view: g T}\n");
    desk.keys("gx");
    assert_eq!(desk.said(), "gx does nothing here; g continues with t T");
    desk.keys("g<Esc>");
    assert_eq!((desk.said(), desk.app.begun().as_str()), ("", ""));
}

#[test]
fn a_key_of_the_table_that_is_the_beginning_of_another_gives_way() {
    let mut desk = configured("keys: {next-view: g t}\n");
    desk.keys("Gg");
    assert_eq!(desk.selected(), "The last one", "g alone does nothing any more");
    desk.keys("t<Home>");
    assert_eq!(desk.view(), "Top");
}

// ------------------------------------------------------------ commands

fn command(desk: &mut Desk, words: &str) {
    desk.keys(":").keys(words).keys("<Enter>");
}

fn mistake(desk: &Desk) -> String {
    match desk.app.overlays.last() {
        Some(Overlay::Palette(palette)) => palette.mistake.clone().unwrap_or_default(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn commands_take_what_stands_behind_them() {
    let mut desk = Desk::with(coverage(), WIDE);
    command(&mut desk, "sort heat");
    assert_eq!(desk.said(), "ordered by heat");
    command(&mut desk, "sort heat");
    assert_eq!(desk.said(), "ordered by heat", "the same again, not reversed");
    command(&mut desk, "sort -heat");
    assert_eq!(desk.said(), "ordered by heat, reversed");
    command(&mut desk, "view unr");
    assert_eq!(desk.view(), "Unread");
    command(&mut desk, "search bridge");
    assert_eq!(desk.app.searched.as_ref().map(|it| it.text.as_str()), Some("bridge"));
    desk.keys("<Esc>");
    command(&mut desk, "mute provider:harbour");
    assert!(desk.said().starts_with("muted provider:harbour"), "{}", desk.said());
    command(&mut desk, "down 2");
    assert_eq!(desk.selected(), "Budget passes");
    let mut desk = Desk::with(paper(), WIDE);
    command(&mut desk, "open 2");
    assert!(
        matches!(desk.asked().as_slice(), [Effect::Job(Job::Open(url))] if url.contains("outside"))
    );
}

#[test]
fn a_part_of_a_name_or_of_a_sentence_is_enough() {
    let mut desk = Desk::with(paper(), WIDE);
    command(&mut desk, "nv");
    assert_eq!(desk.view(), "Top");
    command(&mut desk, "article alone");
    assert!(desk.app.zen);
    command(&mut desk, "so heat");
    assert_eq!(desk.said(), "ordered by heat");
    desk.keys(":half<Down><Enter>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn tab_completes_and_enter_asks_for_what_is_missing() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys(":vie<Enter>");
    assert!(desk.screen().contains(":view "), "{}", desk.screen());
    desk.keys("sta<Tab>");
    assert!(desk.screen().contains(":view starred"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert_eq!(desk.view(), "Starred");
}

#[test]
fn what_a_command_cannot_do_is_said_below_it() {
    let mut desk = Desk::with(paper(), WIDE);
    for (words, said) in [
        ("zebra", "no action is called that"),
        ("open x", "expected a number, as in `open 3`"),
        ("open 0", "expected a number, as in `open 3`"),
        ("sort zebra", "there is no order `zebra`"),
        ("view zebra", "there is no view `zebra`"),
        ("search (a", "this parenthesis is not closed"),
        ("set zebra 1", "there is no setting `zebra`"),
        ("set storys on", "there is no setting `storys`; did you mean `stories`?"),
        ("set stories maybe", "stories: wrong value"),
        ("set folders x", "`folders` is read only at the start"),
        ("set keys vmi", "there is no preset `vmi`; did you mean `vim`?"),
    ] {
        command(&mut desk, words);
        let found = mistake(&desk);
        assert!(found.starts_with(said), "{words}: {found}");
        desk.keys("<Esc>");
        assert!(desk.app.overlays.is_empty());
    }
}

#[test]
fn commands_of_before_come_back_with_up() {
    let mut desk = Desk::with(paper(), WIDE);
    command(&mut desk, "sort heat");
    command(&mut desk, "view top");
    let typed = |desk: &Desk| match desk.app.overlays.last() {
        Some(Overlay::Palette(palette)) => palette.input.value().to_owned(),
        other => panic!("{other:?}"),
    };
    desk.keys(":<Up>");
    assert_eq!(typed(&desk), "view top");
    desk.keys("<Up>");
    assert_eq!(typed(&desk), "sort heat");
    desk.keys("<Down><Down>");
    assert_eq!(typed(&desk), "");
    desk.keys("<Down>");
    assert_eq!(typed(&desk), "", "from there on it walks the list");
}

// ------------------------------------------------------------ changing settings

#[test]
fn settings_hold_as_soon_as_they_are_written() {
    let mut desk = Desk::with(headlines(9), WIDE);
    changed(
        &mut desk,
        "keys: {zen: Z}\nviews: [{name: Nine, query: 'title:9'}]\nmute: ['title:8']\nbrowser: w3m\n",
    );
    assert_eq!(desk.said(), "settings reloaded");
    assert_eq!(desk.asked(), [Effect::Job(Job::UseBrowser(Some("w3m".to_owned())))]);
    assert_eq!(desk.app.store.muted(), 1);
    assert!(!desk.titles().contains(&"Headline 8".to_owned()));
    desk.keys(":view nine<Enter>");
    assert_eq!(desk.titles(), ["Headline 9"]);
    desk.keys("Z");
    assert!(desk.app.zen);
    changed(&mut desk, "");
    assert_eq!(desk.view(), "Latest", "the view is gone");
    assert_eq!(desk.titles().len(), 9);
    assert_eq!(desk.focus(), Focus::Article);
}

#[test]
fn what_is_wrong_in_changed_settings_is_told_and_the_rest_holds() {
    let mut desk = Desk::with(headlines(9), WIDE);
    changed(&mut desk, "folder: x\nkeys: {dwon: x, zen: Z}\nmute: ['title:8']\n");
    let said = "settings reloaded: c.yaml:1:1: unknown key `folder` (hint: did you mean `folders`?)\
                ; ! shows it and 1 more";
    assert_eq!(desk.said(), said);
    assert_eq!(desk.app.store.muted(), 1);
    assert_eq!(desk.app.diagnostics.counts(), (2, 0));
    desk.keys("!");
    let screen = desk.screen();
    assert!(screen.contains("c.yaml:3:8") || screen.contains("c.yaml:2:8"), "{screen}");
    desk.keys("qZ");
    assert!(desk.app.zen);
    changed(&mut desk, "keys: {zen: Z}\n");
    assert_eq!(desk.app.diagnostics.counts(), (0, 0));
}

#[test]
fn problems_of_the_settings_outlast_reading_again() {
    let mut desk = Desk::with(headlines(3), WIDE);
    changed(&mut desk, "folder: x\n");
    desk.keys("R");
    desk.finish(headlines(3), Vec::new());
    assert_eq!(desk.app.diagnostics.counts(), (1, 0));
}

#[test]
fn a_setting_is_set_for_now_and_what_the_file_says_comes_back_with_it() {
    let mut desk = Desk::with(headlines(3), WIDE);
    command(&mut desk, "set keys vim");
    assert_eq!(desk.said(), "keys: vim, for now");
    desk.keys("gt");
    assert_eq!(desk.view(), "Top");
    changed(&mut desk, "read_after: 1\n");
    desk.keys("]");
    assert_eq!(desk.view(), "Unread");
    desk.keys("G");
    desk.keys("g");
    assert_eq!(desk.selected(), "Headline 1", "g acts at once again");
}

#[test]
fn the_start_tells_what_is_wrong_with_the_settings() {
    let parsed = parsed("folder: x\nkeys: {zen: Entr}\n");
    let mut desk = Desk::configured(headlines(3), WIDE, &parsed.config);
    desk.app.begin_with("c.yaml".as_ref(), parsed, CliOverrides::default());
    assert!(desk.said().starts_with("c.yaml:1:1: unknown key `folder`"), "{}", desk.said());
    assert!(desk.screen().contains("2 errors"), "{}", desk.screen());
}

#[test]
fn the_order_of_text_and_how_files_are_followed_change_at_once() {
    let mut desk = Desk::with(headlines(3), WIDE);
    changed(&mut desk, "bidi: off\n");
    let asked = desk.asked();
    let [Effect::Terminal(TerminalEffect::UseTerminal { bidi: Some(false), .. })] =
        asked.as_slice()
    else {
        panic!("{asked:?}")
    };
    desk.send(Message::Ordered(TextOrder::Written));
    assert!(!desk.app.text_order.is_ours());
    changed(&mut desk, "watch: poll\n");
    let asked = desk.asked();
    assert!(asked.contains(&Effect::Job(Job::UseWatch(Watch::Poll))), "{asked:?}");
    assert!(
        asked.contains(&Effect::Job(Job::Rescan)),
        "what follows the files starts with a look at them: {asked:?}"
    );
    assert_eq!(desk.said(), "settings reloaded");
    changed(&mut desk, "folders: [/x]\n");
    assert_eq!(desk.said(), "settings reloaded; folders at the next start");
}

/// Regression: a temporary setting re-enabled what the command line had turned off.
#[test]
fn what_the_command_line_turned_off_stays_off() {
    let overrides = CliOverrides { stories: true, watch: true };
    let config = overrides.applied(Config::default());
    let mut desk = Desk::configured(coverage(), WIDE, &config);
    let rows = desk.titles().len();
    desk.app.begin_with("c.yaml".as_ref(), ParsedConfig::default(), overrides);
    command(&mut desk, "set text_width 60");
    changed(&mut desk, "text_width: 70\n");
    assert_eq!((desk.asked(), desk.titles().len()), (Vec::new(), rows));
    command(&mut desk, "set stories on");
    assert_eq!(desk.said(), "stories: on, for now");
    assert!(desk.asked().contains(&Effect::Job(Job::Rescan)));
}

/// Regression: sentences were cut where the screen was narrow.
#[test]
fn what_may_follow_a_key_is_said_in_full_on_a_narrow_screen() {
    let mut desk = Desk::configured(paper(), (44, 24), &config("keys: vim"));
    desk.keys("g");
    linger(&mut desk);
    let screen = desk.screen().replace(['│', '\n'], " ");
    let words: Vec<&str> = screen.split_whitespace().collect();
    let said = words.join(" ");
    assert!(said.contains("next view: Latest, Top, Unread,"), "{}", desk.screen());
    assert!(said.contains("Starred, History, …"), "{}", desk.screen());
}

/// Regression: the palette cut the sentences of most actions at 80 columns.
#[test]
fn the_palette_says_what_an_action_does_in_full() {
    let mut desk = Desk::configured(paper(), (80, 24), &config(""));
    desk.keys(":hints");
    let screen = desk.screen();
    for part in ["letters on every link: a letter opens", "letter copies"] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    desk.keys("<^u>e");
    (0..40).for_each(|_| desk.key("Down"));
    assert!(desk.screen().contains("▌ "), "the selected row is in sight\n{}", desk.screen());
}
