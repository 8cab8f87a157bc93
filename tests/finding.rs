//! Incremental search, views, filters and muting: keys in, rows and messages out.

mod support;

use newswire::{Config, Contents, Effect, Focus, Message, MuteRule, SavedView, parse_query};

use support::{Desk, WIDE, article, coverage, header, headlines, long_body, paper};

fn saved(name: &str, query: &str, key: Option<char>) -> SavedView {
    SavedView { name: name.into(), query: parse_query(query).expect(query), key }
}

fn muting(query: &str) -> Config {
    let query = parse_query(query).expect(query);
    Config { mute: vec![MuteRule { query }], ..Config::default() }
}

// ---------------------------------------------------------------- the search

#[test]
fn the_list_follows_every_key_of_a_search() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.keys("/headline");
    assert_eq!(desk.titles().len(), 20);
    assert!(desk.screen().contains("20 found"), "{}", desk.screen());
    desk.keys("<Space>12");
    assert_eq!(desk.titles(), ["Headline 12"]);
    assert_eq!(desk.selected(), "Headline 12");
    desk.keys("<Backspace>");
    assert_eq!(desk.titles().len(), 11, "1 and 10 to 19");
    assert_eq!(desk.selected(), "Headline 1", "nobody has chosen another");
    desk.keys("<Esc>10j/1");
    assert_eq!(desk.selected(), "Headline 11", "what was chosen stays while it is found");
}

#[test]
fn esc_puts_back_list_cursor_scroll_and_article() {
    let mut desk = Desk::with(headlines(60), WIDE);
    desk.keys("30jk");
    let before = desk.screen();
    for keys in
        ["/headline 7<Esc>", "/nothing at all<Esc>", "/-headline<Down><Esc>", "/<Backspace>"]
    {
        desk.keys(keys);
        assert_eq!(desk.screen(), before, "after {keys}");
    }
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("l9j");
    let before = desk.screen();
    desk.keys("/last<Esc>");
    assert_eq!(desk.screen(), before);
}

#[test]
fn a_mistake_is_told_where_it_is_and_the_last_good_result_stays() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.keys("/12<Space>");
    desk.keys("\"never closed");
    assert_eq!(desk.titles(), ["Headline 12"]);
    assert!(desk.screen().contains("⚠ this quote is not closed"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert!(desk.screen().contains("/12 \"never closed"), "Enter keeps no mistake");
    desk.keys("<^u>title:<Backspace>:13<Enter>");
    assert_eq!(desk.titles(), ["Headline 13"]);
    assert_eq!(desk.said(), "1 story found; n and N step through them, Esc shows all again");
}

#[test]
fn enter_keeps_the_search_and_esc_in_the_list_ends_it() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.keys("/1 -0<Enter>");
    assert_eq!(desk.titles().len(), 10, "1, 11 to 19");
    assert!(desk.screen().contains("/1 -0"), "{}", desk.screen());
    assert!(desk.screen().contains("10 of 20 stories"), "{}", desk.screen());
    desk.keys("lh");
    assert_eq!(desk.titles().len(), 10, "reading does not end it");
    desk.keys("j<Esc>");
    assert_eq!(desk.titles().len(), 20);
    assert_eq!(desk.selected(), "Headline 11", "the selection stays on its article");
    desk.keys("/");
    assert!(desk.screen().contains("\n /"), "a new search begins empty");
}

#[test]
fn searches_of_before_come_back_with_the_arrows() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.keys("/12<Enter>/<^u>13<Enter>/<^u>dra<Up>");
    assert_eq!(desk.titles(), ["Headline 13"]);
    assert_eq!(desk.keys("<Up>").titles(), ["Headline 12"]);
    assert_eq!(desk.keys("<Up>").titles(), ["Headline 12"], "there is none before");
    assert_eq!(desk.keys("<Down>").titles(), ["Headline 13"]);
    desk.keys("<Down>");
    assert!(desk.screen().contains("/dra"), "what was begun is still there\n{}", desk.screen());
}

#[test]
fn what_arrives_while_a_search_is_there_is_searched_too() {
    let mut desk = Desk::empty(WIDE);
    let mut all = headlines(20);
    let late = all.split_off(10);
    desk.load(Contents { articles: all, total: Some(20), done: 10, ..Contents::default() });
    desk.keys("/headline 1<Enter>");
    assert_eq!(desk.titles(), ["Headline 1", "Headline 10"]);
    desk.finish(late, Vec::new());
    assert_eq!(desk.titles().len(), 11);
    desk.keys("<Esc>");
    assert_eq!(desk.titles().len(), 20);
}

#[test]
fn a_story_is_found_by_any_of_its_reports() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("/ferries<Enter>");
    assert_eq!(desk.titles(), ["Bridge opens"]);
    desk.keys("c");
    assert_eq!(desk.titles(), ["Bridge opens", "  Ferries end", "  Crowd on the bridge"]);
    let mut desk = Desk::without_stories(coverage(), WIDE);
    desk.keys("/ferries<Enter>");
    assert_eq!(desk.titles().len(), 1);
    assert_eq!(desk.selected(), "Ferries end");
}

/// Regression: the row of a story said nothing of what was looked for, and the article beside it
/// was another.
#[test]
fn what_was_found_in_a_folded_story_stands_on_its_row() {
    let mut desk = Desk::with(coverage(), (120, 40));
    desk.keys("jj/crowd");
    assert_eq!(desk.selected(), "Crowd on the bridge");
    let screen = desk.screen();
    assert!(screen.contains("▌● Crowd on the bridge"), "{screen}");
    assert!(screen.contains("in this story"), "{screen}");
    assert!(!screen.contains("▌● Bridge opens"), "{screen}");
    desk.keys("<Enter>c");
    assert_eq!(desk.titles(), ["Bridge opens", "  Ferries end", "  Crowd on the bridge"]);
    assert_eq!(desk.selected(), "Crowd on the bridge", "unfolding selects it");
    assert_eq!(desk.app.position(), (3, 3));
    desk.keys("c");
    assert!(desk.screen().contains("▌● Crowd on the bridge"), "{}", desk.screen());
    desk.keys("<Esc>");
    assert!(desk.screen().contains("▌● Bridge opens"), "{}", desk.screen());
    desk.keys("/bridge opens");
    assert_eq!(desk.selected(), "Bridge opens", "the lead is what was looked for");
    assert!(!desk.screen().contains("in this story"), "{}", desk.screen());
}

/// While one types, another report of the story may be the one that is found.
#[test]
fn the_report_found_follows_every_key_and_every_change_of_the_files() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("/bridge");
    assert_eq!(desk.selected(), "Bridge opens");
    desk.keys("<Space>crowd");
    assert_eq!(desk.selected(), "Crowd on the bridge");
    desk.keys("<Esc>/wire");
    assert_eq!(desk.selected(), "Ferries end", "by its provider");
    desk.keys("<Enter>");
    let gone = coverage().into_iter().filter(|it| &*it.title == "Ferries end");
    let gone = gone.map(|it| it.origin).collect();
    desk.load(Contents { gone, ..Contents::default() });
    assert_eq!(desk.selected(), "Bridge opens");
}

#[test]
fn a_row_says_where_the_words_are_if_its_headline_does_not_show_them() {
    let one = |name: &str, facts: &str| article(name, &format!("{}\n{facts}", header(name, 1)), "");
    let mut desk = Desk::with(
        vec![
            one("Volcano", ""),
            one("Travel", "excerpt: No flights because of the volcano."),
            one("Iceland", "topics: [Volcano]"),
        ],
        WIDE,
    );
    desk.keys("/volcano");
    let screen = desk.screen();
    assert_eq!(screen.matches("in the summary").count(), 1, "{screen}");
    assert_eq!(screen.matches("in its topics").count(), 1, "{screen}");
}

/// Regression: after a filter by topic every row said that the word is in its topics or, where the
/// summary happens to have it, in the summary.
#[test]
fn a_filter_of_the_menu_needs_no_reason_on_its_rows() {
    let one = |name: &str, facts: &str| article(name, &format!("{}\n{facts}", header(name, 1)), "");
    let mut desk = Desk::with(
        vec![
            one("Voyager", "topics: [Space]\nexcerpt: It left our part of space."),
            one("Comet", "topics: [Space]"),
            one("Garden", ""),
        ],
        WIDE,
    );
    desk.keys("f/space<Enter>");
    assert_eq!(desk.titles().len(), 2, "{}", desk.screen());
    for reason in ["in its topics", "in the summary"] {
        assert!(!desk.screen().contains(reason), "{}", desk.screen());
    }
    desk.keys("<Esc>/space<Enter>");
    assert!(desk.screen().contains("in its topics"), "{}", desk.screen());
}

/// Articles of 2024, in a reader of 2026.
fn archive() -> Vec<newswire::Article> {
    let day = |name: &str, day: &str| {
        article(name, &format!("title: {name}\ndate: 2024-{day}\nprovider: Post"), "")
    };
    vec![
        day("Last", "03-20T18:00:00Z"),
        day("Same day", "03-20T01:00:00Z"),
        day("Week", "03-15"),
        day("Before", "03-01"),
    ]
}

/// Regression: `today` and `this week` were empty in every folder that had not grown for a week.
#[test]
fn ages_in_an_archive_count_from_its_newest_article_and_the_screen_says_so() {
    let mut desk = Desk::with(archive(), WIDE);
    assert!(desk.screen().contains("╭ Stories ─"), "{}", desk.screen());
    desk.keys("f");
    assert!(desk.screen().contains("today as of 20 Mar 2024"), "{}", desk.screen());
    desk.keys("t");
    assert_eq!(desk.titles(), ["Last", "Same day"]);
    assert_eq!(desk.said(), "2 stories as of 20 Mar 2024, the newest here; Esc shows all again");
    assert!(desk.screen().contains("╭ Stories as of 20 Mar 2024 ─"), "{}", desk.screen());
    desk.keys("fw");
    assert_eq!(desk.titles(), ["Last", "Same day", "Week"]);
    desk.keys("/older:1w<Enter>");
    assert_eq!(desk.titles(), ["Before"]);
    desk.keys("/after:2024-03-10<Enter>");
    assert!(desk.screen().contains("╭ Stories ─"), "a day is not an age: {}", desk.screen());
}

#[test]
fn the_views_of_an_archive_count_ages_from_what_arrives_last() {
    let views = vec![saved("Fresh", "newer:1d", None)];
    let config = Config { views, mute: muting("older:10d").mute, ..Config::default() };
    let mut desk = Desk::configured(Vec::new(), WIDE, &config);
    desk.keys("[");
    assert_eq!(desk.view(), "Fresh");
    let mut all = archive();
    let newest = all.remove(0);
    let load = |desk: &mut Desk, articles| {
        desk.load(Contents { articles, finished: true, ..Contents::default() });
    };
    let rest = all.split_off(1);
    load(&mut desk, rest);
    assert_eq!(desk.titles(), ["Week"]);
    load(&mut desk, all);
    assert_eq!(desk.titles(), ["Same day"]);
    load(&mut desk, vec![newest]);
    assert_eq!(desk.titles(), ["Last", "Same day"]);
    desk.keys("]");
    assert_eq!(desk.titles(), ["Last", "Same day", "Week"], "older than ten days is muted");
    load(&mut desk, headlines(1));
    assert_eq!(desk.titles(), ["Headline 1"], "no archive any more");
}

/// The title said "as of", but what was listed counted from the old time.
#[test]
fn a_collection_that_turns_a_week_old_while_open_is_counted_anew() {
    let mut desk = Desk::with(archive(), WIDE);
    desk.send(Message::Tick("2024-03-27T12:00:00Z".parse().expect("a moment")));
    desk.keys("fw");
    assert_eq!(desk.titles(), ["Last"]);
    desk.send(Message::Tick("2024-03-27T20:00:00Z".parse().expect("a moment")));
    assert!(desk.screen().contains("╭ Stories as of 20 Mar ─"), "{}", desk.screen());
    assert_eq!(desk.titles(), ["Last", "Same day", "Week"]);
}

#[test]
fn the_order_of_a_search_is_its_own_until_another_is_chosen() {
    let mut desk = Desk::with(headlines(12), WIDE);
    desk.keys("/sort:-date<Enter>");
    assert_eq!(desk.titles()[0], "Headline 12");
    desk.keys("St");
    assert_eq!(desk.titles()[..3], ["Headline 1", "Headline 2", "Headline 3"]);
    desk.keys("<Esc>[[]]");
    assert_eq!(desk.titles()[0], "Headline 1");
}

/// Twenty articles, of which the oldest weigh most.
fn weighed() -> Vec<newswire::Article> {
    let weighed = |n: u32| {
        let heat = if n > 10 { 900 } else { 0 };
        let title = format!("Weighed {n}");
        let facts = format!("title: {title}\ndate: 2026-06-20T11:{}:00Z\nheat: {heat}", 59 - n);
        article(&format!("{n}.md"), &facts, "")
    };
    (1..=20).map(weighed).collect()
}

/// Regression: the selected article was scrolled to the first line, so that better ones were out of
/// sight above it.
#[test]
fn another_view_or_order_hides_nothing_above_that_has_room() {
    let mut desk = Desk::with(weighed(), (100, 50));
    desk.keys("j");
    assert_eq!(desk.selected(), "Weighed 2");
    desk.keys("]");
    assert_eq!(desk.selected(), "Weighed 2");
    assert!(desk.app.position().0 > 10, "{}", desk.screen());
    assert_eq!(desk.app.list.cursor.top, 0, "{}", desk.screen());
    // Where it has no room beside the first, it stands in the middle.
    let mut desk = Desk::with(weighed(), (100, 20));
    desk.keys("jSw");
    let (at, top) = (desk.app.list.cursor.at, desk.app.list.cursor.top);
    assert!(at > top + 2 && at < top + 6, "{at} {top}\n{}", desk.screen());
}

/// Regression: what came back stood out of sight, above the first visible row.
#[test]
fn articles_that_are_muted_no_longer_come_back_into_sight() {
    let mut desk = Desk::with(coverage(), WIDE);
    let before = desk.titles();
    desk.keys("Mp");
    assert!(desk.titles().len() < before.len(), "{}", desk.screen());
    assert_eq!(desk.keys("u").titles(), before);
    assert_eq!(desk.app.list.cursor.top, 0, "{}", desk.screen());
}

#[test]
fn matches_stand_out_in_the_list_and_in_the_article() {
    let mut desk = Desk::with(paper(), (120, 40));
    desk.keys("/PARAGRAPH or rover<Enter>");
    let buffer = desk.buffer(true);
    let lit = |text: &str| {
        let place = support::find(&buffer, text).unwrap_or_else(|| panic!("no {text}"));
        buffer[place].bg == ratatui::style::Color::Yellow
    };
    assert!(lit("Rover lands"), "{}", desk.screen());
    assert!(!lit("lands"));
    let mut desk = Desk::with(paper(), (120, 40));
    desk.keys("/rover paragraph<Enter>");
    assert_eq!(desk.titles(), Vec::<String>::new(), "bodies are not searched");
}

#[test]
fn n_walks_the_matches_of_the_list_and_inside_the_open_article() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.keys("/\"headline 2<Enter>\"<Enter>n");
    assert_eq!(desk.selected(), "Headline 20");
    desk.keys("n");
    assert_eq!(desk.said(), "this is the last match");
    assert_eq!(desk.keys("N").selected(), "Headline 2");
    let body = long_body();
    let told = article("a.md", &header("A story of paragraphs", 1), &body);
    let other = article("b.md", &header("Another story", 2), "Nothing more.\n");
    let mut desk = Desk::with(vec![told, other], WIDE);
    desk.keys("/story<Enter>l");
    desk.keys("nnnnnnnnnnnnnnnnnnnn");
    assert!(desk.app.reader.scroll() > 0, "the article was scrolled from match to match");
    assert_eq!(desk.selected(), "A story of paragraphs");
    desk.keys("100n");
    assert_eq!(desk.selected(), "Another story", "after the last match comes the next article");
}

#[test]
fn tab_completes_fields_and_values_that_are_there() {
    let mut desk = Desk::with([coverage(), paper()].concat(), WIDE);
    desk.keys("/top<Tab>");
    assert!(desk.screen().contains("/topic:"), "{}", desk.screen());
    desk.keys("<Tab>");
    assert!(desk.screen().contains("/topic:Mars"), "{}", desk.screen());
    assert!(desk.screen().contains("Mars  Space"), "what else there is\n{}", desk.screen());
    desk.keys("<Tab>");
    assert!(desk.screen().contains("/topic:Space"), "{}", desk.screen());
    desk.keys("<Shift-Tab><Space>provider:har<Tab>");
    assert!(desk.screen().contains("/topic:Mars provider:\"Harbour Wire\""), "{}", desk.screen());
    desk.keys("<^u>provider:star<Tab>");
    assert!(desk.screen().contains("/provider:\"Daily Star\""), "within the value too");
    desk.keys("<^u>topic:zebra<Tab>");
    assert!(desk.screen().contains("/topic:zebra"), "{}", desk.screen());
}

#[test]
fn pasted_words_go_where_one_types_and_nowhere_else() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.send(Message::Paste("jjQ".into()));
    assert_eq!((desk.selected().as_str(), desk.asked().len()), ("Headline 1", 0));
    assert!(desk.said().contains("press / first"), "{}", desk.said());
    desk.keys("/");
    desk.send(Message::Paste("headline\n1\u{1b}[31m7\u{202e}".into()));
    assert!(desk.screen().contains("/headline 1"), "{}", desk.screen());
    assert!(!desk.screen().contains('\u{202e}'));
}

// ---------------------------------------------------------------- views and filters

#[test]
fn views_are_walked_and_each_says_what_it_is() {
    let config = Config { views: vec![saved("Sevens", "7", Some('7'))], ..Config::default() };
    let mut desk = Desk::configured(headlines(20), (120, 30), &config);
    assert!(
        desk.screen().contains("Latest  Top  Unread 20  Starred  History  Sevens 2"),
        "{}",
        desk.screen()
    );
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.push(desk.view().to_owned());
        desk.keys("]");
    }
    assert_eq!(seen, ["Latest", "Top", "Unread", "Starred", "History", "Sevens"]);
    assert_eq!(desk.view(), "Latest");
    desk.keys("[");
    assert_eq!(desk.titles(), ["Headline 7", "Headline 17"]);
    desk.keys("[");
    assert!(desk.screen().contains("Nothing has been read yet."), "{}", desk.screen());
    desk.keys("[");
    assert!(desk.screen().contains("s stars an article"), "{}", desk.screen());
}

#[test]
fn a_view_has_as_many_unread_rows_as_its_number_says() {
    let config = Config {
        views: vec![saved("Post", "provider:post", None), saved("Old", "older:20h", None)],
        ..Config::default()
    };
    let mut desk = Desk::configured(coverage(), WIDE, &config);
    for keys in ["", "r", "jr", "u", "<^r>", "GM1", "u", "R"] {
        desk.keys(keys);
        let counts: Vec<usize> = (0..7).map(|view| desk.app.list.unread(view)).collect();
        let mut opened = Desk::configured(coverage(), WIDE, &config);
        opened.send(Message::Recalled(std::mem::take(&mut desk.kept.clone())));
        for (view, count) in counts.iter().enumerate().filter(|(at, _)| [2, 5, 6].contains(at)) {
            while opened.app.list.view_at() != view {
                opened.keys("]");
            }
            let store = &opened.app.store;
            let unread = opened.app.list.rows().iter();
            let unread = unread.filter(|id| store.reading(**id) == newswire::Reading::Unread);
            assert_eq!(unread.count(), *count, "view {view} after {keys}");
        }
    }
}

#[test]
fn a_filter_is_picked_by_its_letter_or_by_typing_its_name() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("f");
    for shown in ["today", "this week", "with images", "with problems", "topic Mars", "Unread"] {
        assert!(desk.screen().contains(shown), "{shown}\n{}", desk.screen());
    }
    desk.keys("t");
    assert_eq!(desk.titles().len(), 6);
    assert_eq!(desk.said(), "6 stories; Esc shows all again");
    desk.keys("f/mar<Enter>");
    assert_eq!(desk.titles(), ["Rover lands"]);
    assert!(desk.screen().contains("/topic=\"Mars\""), "{}", desk.screen());
    desk.keys("fu");
    assert_eq!(desk.view(), "Unread");
    assert_eq!(desk.titles().len(), 6, "another view is without the search");
    desk.keys("f/zebra");
    assert!(desk.screen().contains("none is called that"), "{}", desk.screen());
    desk.keys("<Esc>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn the_numbers_of_the_filters_are_what_they_show() {
    for stories in [true, false] {
        let config = Config { stories, ..Config::default() };
        let mut desk = Desk::configured([coverage(), paper()].concat(), (100, 60), &config);
        desk.keys("f");
        let Some(newswire::Overlay::Menu(menu)) = desk.app.overlays.last() else {
            panic!("no menu")
        };
        let items: Vec<(String, String)> =
            menu.items.iter().skip(5).map(|item| (item.name.clone(), item.note.clone())).collect();
        assert!(items.len() > 8, "{items:?}");
        desk.keys("<Esc>");
        for (at, (name, count)) in items.iter().enumerate() {
            desk.keys(&format!("f{}j<Enter>", at + 5));
            assert_eq!(desk.titles().len().to_string(), *count, "{name}");
        }
    }
}

// ---------------------------------------------------------------- muting

#[test]
fn rules_of_the_settings_hide_and_the_header_counts() {
    let mut desk = Desk::configured(coverage(), WIDE, &muting("provider:\"daily star\""));
    assert_eq!(desk.titles(), ["Rain for the weekend", "Bridge opens"], "told by others as well");
    assert!(desk.screen().contains("2 muted"), "{}", desk.screen());
    desk.keys("/is:muted<Enter>");
    assert_eq!(desk.titles(), ["Bridge opens", "Budget passes"]);
    desk.keys("<Esc>");
    assert_eq!(desk.titles().len(), 2);
    let config = Config { stories: false, ..muting("provider:\"daily star\"") };
    let desk = Desk::configured(coverage(), WIDE, &config);
    assert_eq!(desk.titles().len(), 3);
}

#[test]
fn an_article_shows_how_to_hide_more_like_it_and_u_takes_it_back() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("GM");
    assert!(desk.screen().contains("provider Daily Star"), "{}", desk.screen());
    desk.keys("p");
    assert_eq!(desk.titles(), ["Rain for the weekend", "Bridge opens"]);
    assert_eq!(desk.said(), "muted provider=\"Daily Star\": 2 articles hidden; u takes it back");
    assert_eq!(desk.kept.len(), 1);
    assert_eq!(desk.keys("u").titles().len(), 3);
    assert_eq!(desk.keys("<^r>").titles().len(), 2);
    let mut again = Desk::empty(WIDE);
    again.send(Message::Recalled(desk.kept.clone()));
    again.finish(coverage(), Vec::new());
    assert_eq!(again.titles().len(), 2, "the rule holds in the next session");
}

#[test]
fn words_that_one_types_can_be_muted() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.keys("Mw");
    assert!(desk.screen().contains("hide what says: "), "{}", desk.screen());
    desk.keys("<^u>Headline 20<Enter>");
    assert_eq!(desk.titles().len(), 19);
    desk.keys("Mw<Esc>");
    assert_eq!(desk.said(), "nothing was muted");
    assert_eq!(desk.titles().len(), 19);
}

#[test]
fn a_search_in_a_pane_of_the_article_leaves_the_focus_there() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("l/lander");
    assert_eq!(desk.titles(), ["Lander waits"]);
    desk.keys("<Enter>");
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Lander waits", Focus::Article));
    assert_eq!(desk.asked(), Vec::<Effect>::new());
}

#[test]
fn a_menu_of_what_is_hidden_shows_it_again_in_a_later_session() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("GMp");
    let kept = desk.kept.clone();
    let mut later = Desk::empty(WIDE);
    later.send(Message::Recalled(kept));
    later.finish(coverage(), Vec::new());
    assert_eq!(later.keys("u").said(), "nothing to undo");
    later.keys("/is:muted budget<Enter>M");
    assert!(later.screen().contains("show again: provider=\"Daily Star\""), "{}", later.screen());
    later.keys("a");
    assert_eq!(later.said(), "no longer muted: provider=\"Daily Star\"");
    assert_eq!(later.keys("<Esc>").titles().len(), 3);
}

#[test]
fn a_title_with_quotes_can_be_muted_and_a_rule_that_hides_all_cannot() {
    let quoted = article("q.md", &header("He said \\\"no\\\" to C:\\\\x", 1), "");
    let mut desk = Desk::with(vec![quoted, article("o.md", &header("Other", 2), "")], WIDE);
    assert_eq!(desk.selected(), "He said \"no\" to C:\\x");
    desk.keys("Mwsaid \"no\" to C:\\x<Enter>");
    assert_eq!(desk.titles(), ["Other"], "{}", desk.said());
    desk.keys("uMw<^u>\"<Enter>");
    assert_eq!(desk.titles(), ["Other"], "only titles with a quote: {}", desk.said());
    desk.keys("uMw<^u><Space><Enter>");
    assert_eq!(desk.titles().len(), 2, "{}", desk.said());
}

#[test]
fn an_empty_view_says_why_also_where_a_file_could_not_be_read() {
    let mut desk = Desk::empty(WIDE);
    desk.finish(headlines(3), vec![support::problem("x.md", 1)]);
    desk.keys("]]]");
    assert!(desk.screen().contains("Nothing is starred"), "{}", desk.screen());
    desk.keys("[[[/zebra<Enter>");
    assert!(desk.screen().contains("Nothing found."), "{}", desk.screen());
    let desk = Desk::configured(headlines(3), WIDE, &muting("headline"));
    assert!(desk.screen().contains("hidden by your"), "{}", desk.screen());
}

#[test]
fn what_one_reads_stays_though_it_is_on_no_row() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("/rover<Enter>ll<Enter>");
    assert_eq!(desk.selected(), "Lander waits", "followed out of what was found");
    desk.load(Contents { articles: headlines(2), ..Contents::default() });
    assert_eq!(desk.selected(), "Lander waits");
    let mut desk = Desk::with(headlines(5), WIDE);
    desk.keys("]]rlR");
    assert_eq!(desk.selected(), "Headline 1", "swept, but still being read");
    desk.keys("hj");
    assert_ne!(desk.selected(), "Headline 1");
}

#[test]
fn a_story_whose_lead_is_hidden_shows_the_best_that_is_not() {
    let mut desk = Desk::configured(coverage(), WIDE, &muting("provider=\"Daily Star\""));
    desk.keys("j");
    assert_eq!(desk.selected(), "Ferries end");
    assert!(desk.screen().contains("▌● Ferries end"), "{}", desk.screen());
    desk.keys("c");
    assert_eq!(desk.titles()[1..], ["Bridge opens", "  Ferries end", "  Crowd on the bridge"]);
}

#[test]
fn quotes_and_dashes_are_found_as_a_keyboard_has_them() {
    let title = "What’s new: “Mars” – and after";
    let mut desk = Desk::with(vec![article("a.md", &header(title, 1), "")], WIDE);
    desk.keys("/what's new \"mars\\\" - and\"<Enter>");
    assert_eq!(desk.titles(), [title], "{}", desk.screen());
}

#[test]
fn the_search_of_before_is_changed_or_typed_over_and_given_up_as_everywhere() {
    let mut desk = Desk::with(headlines(20), WIDE);
    desk.keys("/12<Enter>/13");
    assert_eq!(desk.titles(), ["Headline 13"], "the first letter replaces it");
    desk.keys("<^c>");
    assert_eq!((desk.titles().len(), desk.asked().len()), (1, 0), "given up, not quit");
    assert_eq!(desk.titles(), ["Headline 12"]);
    desk.keys("/<End> or 14<Enter>");
    assert_eq!(desk.titles(), ["Headline 12", "Headline 14"]);
    desk.keys("]");
    assert_eq!(desk.said(), "search closed; it was for the previous view");
}

#[test]
fn a_filter_narrows_the_view_that_is_shown() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("r]]f");
    assert!(desk.screen().contains("▌u  Unread"), "{}", desk.screen());
    assert!(!desk.screen().contains("topic Mars"), "the one of Mars is read\n{}", desk.screen());
    desk.keys("/the post<Enter>");
    assert_eq!((desk.view(), desk.titles().len()), ("Unread", 5));
}

#[test]
fn the_order_of_a_search_can_be_turned_round() {
    let mut desk = Desk::with(headlines(3), WIDE);
    desk.keys("/sort:title<Enter>SS");
    assert_eq!(desk.titles(), ["Headline 3", "Headline 2", "Headline 1"]);
}
