//! The rows of the list: headlines in full, facts that give way to them, the ground of the selected
//! row, and the counts above them.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use newswire::{Config, Depth, Input, Palette, RowLines, Theme, Themes, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use support::{Desk, article, coverage, header, headlines, paper};

const ENOUGH: f64 = 0.9;

/// A corpus of news that only some machines have.
#[expect(clippy::print_stdout, reason = "says what is skipped")]
fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from("/work/shared/corpus/news");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is absent", folder.display());
    None
}

fn opened(folder: &Path, size: (u16, u16)) -> Desk {
    let mut desk = Desk::empty(size);
    let (articles, problems) =
        newswire::all(&Input::Paths(vec![folder.into()].into()), None, &|_, _| ());
    desk.finish(articles, problems);
    desk
}

/// The titles of the list that are cut, and the number of all.
fn cut(desk: &mut Desk) -> (Vec<String>, usize) {
    let titles = desk.titles();
    let mut cut = Vec::new();
    let mut next = 0;
    while next < titles.len() {
        desk.keys(&format!("{}g", next + 1));
        let buffer = desk.buffer(false);
        let list = desk.app.layout.list;
        let inside = Rect { x: list.x + 1, width: list.width - 2, ..list };
        let shown: String = inside.positions().map(|place| buffer[place].symbol()).collect();
        let shown = compact(&shown);
        let end = (desk.app.list.cursor.top + desk.app.layout.list_rows()).min(titles.len());
        let page = &titles[next..end];
        cut.extend(page.iter().filter(|title| !shown.contains(&compact(title))).cloned());
        next = end;
    }
    (cut, titles.len())
}

/// Text without blanks and marks: a headline goes on after them on the next line.
fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"▌●".contains(*c)).collect()
}

#[test]
fn nearly_all_headlines_of_the_news_are_whole() {
    let Some(folder) = corpus() else { return };
    for size in [(120, 40), (80, 24)] {
        let mut desk = opened(&folder, size);
        let (cut, all) = cut(&mut desk);
        #[expect(clippy::cast_precision_loss, reason = "there are some thousand")]
        let whole = 1.0 - cut.len() as f64 / all as f64;
        assert!(all > 100, "{all}");
        assert!(whole >= ENOUGH, "{size:?}: {whole:.3}, such as {:?}", cut.first());
    }
}

/// A row with all facts, and a headline of this many words.
fn row(words: usize, width: u16) -> Vec<String> {
    let title = (1..=words).map(|n| format!("word{n:02}")).collect::<Vec<_>>().join(" ");
    let head = format!("{}\nheat: 124\nquality: 64", header(&title, 24 * 400));
    let head = head.replace("The Post", "The Evening Post of the Harbour");
    let desk = Desk::with(vec![article("a.md", &head, "")], (width, 30));
    let mut desk = desk;
    desk.keys("s");
    desk.rows()[2..4]
        .iter()
        .map(|line| line.chars().take(usize::from(width / 2)).collect())
        .collect()
}

#[test]
fn facts_give_way_before_the_headline_does() {
    let of = |words| row(words, 120).join("\n");
    let all = of(3);
    assert!(all.contains("★ The Evening Post of the Harbour · May 2025 · ▲124"), "{all}");
    let fewer = of(11);
    assert!(fewer.contains("word11") && fewer.contains("▲124"), "{fewer}");
    let least = of(13);
    assert!(least.contains("word13") && !least.contains("▲124"), "{least}");
    assert!(least.contains("★ The E") && least.contains("2025"), "{least}");
    let cut = of(40);
    assert!(cut.contains('…') && cut.contains("★ The"), "{cut}");
}

/// Regression: a headline that was cut anyway left no room for the date and the heat.
#[test]
fn beside_a_cut_headline_date_and_heat_stay() {
    for width in [100, 120, 160] {
        let cut = row(60, width).join("\n");
        assert!(cut.contains('…') && cut.contains("2025 · ▲124"), "{width}: {cut}");
    }
}

/// Regression: on one line the facts took a third of the row even where they need less, and left
/// blanks beside a cut headline.
#[test]
fn on_one_line_no_blanks_stand_beside_a_cut_headline() {
    let config = Config { rows: RowLines::One, ..Config::default() };
    let title = "word ".repeat(60);
    let article = article("a.md", &header(title.trim_end(), 1), "");
    let desk = Desk::configured(vec![article], (160, 40), &config);
    let line = desk.rows().into_iter().find(|row| row.contains('…')).expect("a cut headline");
    assert!(line.contains("…  The Post") || line.contains("…  new · "), "{line}");
}

#[test]
fn facts_stand_in_columns_whatever_each_row_has() {
    let desk = Desk::with(coverage(), (120, 40));
    let rows = desk.rows();
    let column = |text: &str| {
        let row = rows.iter().find(|row| row.contains(text)).expect("a row");
        row.chars().collect::<Vec<_>>().iter().position(|c| *c == '▲').expect("a heat")
            + text.chars().count()
    };
    assert_eq!(column("▲140"), column("▲75"), "{}", desk.screen());
    assert_eq!(column("▲140"), column("▲30"), "{}", desk.screen());
}

#[test]
fn rows_have_one_line_or_two_as_set() {
    let lines = |rows| {
        let config = Config { rows, ..Config::default() };
        let desk = Desk::configured(headlines(9), (120, 40), &config);
        let place = |title: &str| {
            desk.rows().iter().position(|row| row.contains(title)).expect("a headline")
        };
        place("Headline 2") - place("Headline 1")
    };
    assert_eq!([RowLines::One, RowLines::Two, RowLines::Auto].map(lines), [1, 2, 2]);
}

// ---------------------------------------------------------------- the selected row

fn buffer(desk: &Desk, theme: &Theme) -> Buffer {
    let mut buffer = Buffer::empty(desk.app.layout.screen);
    draw(&desk.app, theme, &mut buffer);
    buffer
}

fn grounds(buffer: &Buffer, row: Rect) -> BTreeSet<(String, bool)> {
    let cells = row.positions().map(|place| &buffer[place]).filter(|cell| cell.symbol() != "▌");
    cells.map(|cell| (cell.bg.to_string(), cell.modifier.contains(Modifier::REVERSED))).collect()
}

#[test]
fn the_selected_row_has_a_ground_over_its_whole_width_in_every_theme() {
    let mut desk = Desk::with(paper(), (120, 40));
    let list = desk.app.layout.list;
    let row = Rect { x: list.x + 1, y: list.y + 1, width: list.width - 2, height: 2 };
    let other = Rect { y: row.y + 2, ..row };
    let themes = Themes::default();
    let palettes = themes.names().into_iter().map(|name| {
        let palette = themes.palette(&name).expect("a built-in theme");
        (name, palette)
    });
    let palettes: Vec<(String, Palette)> = palettes.collect();
    for (name, palette) in &palettes {
        for depth in [Depth::True, Depth::Many, Depth::Sixteen, Depth::None] {
            let theme = Theme::of(palette, depth);
            desk.keys("<Esc><Esc>");
            let focused = buffer(&desk, &theme);
            let selected = grounds(&focused, row);
            assert_eq!(selected.len(), 1, "{name} {depth:?}: one ground, not {selected:?}");
            assert_ne!(selected, grounds(&focused, other), "{name} {depth:?}: a ground of its own");
            let dot = &focused[(row.x + 1, row.y)];
            assert_eq!(dot.symbol(), "●", "{name}: the row is still seen to be unread");
            desk.keys("l");
            let elsewhere = buffer(&desk, &theme);
            assert_ne!(grounds(&elsewhere, row), selected, "{name} {depth:?}: quieter elsewhere");
            let is_underlined = |cell: &ratatui::buffer::Cell| {
                cell.bg != Color::Reset || cell.modifier.contains(Modifier::UNDERLINED)
            };
            let bottom = Rect { y: row.y + 1, height: 1, ..row };
            assert!(
                bottom.positions().all(|place| is_underlined(&elsewhere[place])),
                "{name} {depth:?}: still marked"
            );
        }
    }
}

// ---------------------------------------------------------------- counts

/// Regression: Starred said `1 story · 28 articles` where one row was shown.
#[test]
fn a_view_counts_its_own_rows() {
    let mut desk = Desk::with(coverage(), (120, 40));
    assert!(desk.rows()[0].ends_with("3 stories · 5 articles "), "{}", desk.rows()[0]);
    desk.keys("s]]]");
    assert_eq!(desk.view(), "Starred");
    assert!(desk.rows()[0].trim_end().ends_with(" 1 story"), "{}", desk.rows()[0]);
}

/// Regression: `Unread 37,265` pushed the other views out.
#[test]
fn large_counts_leave_all_views_in_sight() {
    let mut desk = Desk::without_stories(headlines(12_345), (60, 24));
    let top = desk.rows()[0].clone();
    assert!(top.contains("Latest  Top  Unread 12k  Starred  History"), "{top}");
    desk.resize((120, 24));
    assert!(desk.rows()[0].contains("Unread 12,345"), "{}", desk.rows()[0]);
}

#[test]
fn the_menu_of_views_counts_the_rows_of_all() {
    let mut desk = Desk::with(coverage(), (120, 40));
    desk.keys("sf");
    let rows = desk.rows().split_off(1);
    for (view, count) in [("Latest", "3"), ("Top", "3"), ("Starred", "1"), ("History", "0")] {
        let row = rows.iter().find(|row| row.contains(&format!("  {view}  "))).expect("a view");
        assert!(row.contains(&format!(" {count} ")), "{view}: {row}");
    }
}

/// Regression: `+4 sources` read as four more, while all are four.
#[test]
fn the_number_of_sources_is_that_of_the_reports_that_unfold() {
    let mut desk = Desk::with(coverage(), (120, 40));
    assert!(!desk.screen().contains('+'), "{}", desk.screen());
    desk.keys("j");
    let related = desk.app.related.items.len();
    let rows = desk.rows();
    let facts = rows.iter().find(|row| row.contains("▲140")).expect("facts");
    assert!(facts.contains(&format!("▲140 · {}", related + 1)), "{facts}");
}
