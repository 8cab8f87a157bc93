//! Truncated, corrupted, wrongly encoded or arbitrary files: each becomes an article or a problem,
//! and nothing harmful reaches the screen.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use newswire::{
    Article, Format, Input, Origin, Parsed, Pool, Problem, Severity, all, canonical, chop, fit,
    flow, line, lines, parse_date, parse_document, parse_markup, width, wrap,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use unicode_segmentation::UnicodeSegmentation;

use support::fixture;

const FLIPS: usize = 2_000;
/// Widths of the article pane, down to a single column.
const WIDTHS: [u16; 3] = [1, 7, 40];

/// A seeded generator that gives the same bytes on every machine (xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("less than a size")
    }
}

/// Bidi controls, and zero-width characters that hide text.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn is_safe(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || is_hidden(c))
}

/// Returns every text of an article that is displayed unchanged.
fn texts(article: &Article) -> Vec<&str> {
    let mut texts = vec![&*article.title, &article.excerpt, &article.provider.name];
    texts.extend(article.provider.domain.as_deref());
    texts.extend(article.web_url.as_deref());
    texts.extend(article.original_url.as_deref());
    texts.extend(article.kind.as_deref());
    texts.extend(article.category.as_deref());
    texts.extend(article.author.as_deref());
    texts.extend(article.topics.iter().map(|topic| &**topic));
    for image in &article.images {
        texts.push(&image.url);
        texts.extend(image.title.as_deref());
    }
    for item in &article.related {
        texts.extend([&*item.title, &item.provider.name]);
        texts.extend(item.provider.domain.as_deref());
        texts.extend(item.url.as_deref());
    }
    texts
}

fn read(name: &str, bytes: &[u8]) -> Parsed {
    let source = Origin::File(Path::new(name).into());
    parse_document(&source, bytes, false, &Pool::default())
}

/// Checks properties that hold for any bytes.
fn check_document(name: &str, bytes: &[u8]) {
    let Parsed { article, problems } = read(name, bytes);
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    assert!(!article.title.trim().is_empty(), "no title: {:?}", shown());
    for text in texts(&article) {
        assert!(is_safe(text), "{text:?} of {:?}", shown());
    }
    for problem in &problems {
        assert!(is_safe(&problem.to_string()), "{problem:?} of {:?}", shown());
        assert_eq!(problem.path, Path::new(name));
        assert!(problem.line.is_none_or(|line| line > 0));
    }
    // Losing this many fields at once must be reported as an error.
    if name.contains("rover") && bytes.starts_with(b"---\n") && bytes.len() > 4 && is_bare(&article)
    {
        let lost = problems.iter().any(|p| p.severity == Severity::Error);
        assert!(lost, "the header was lost without a word: {:?}", shown());
    }
    check_markup(name, bytes);
}

/// Whether no field of the header was read.
fn is_bare(article: &Article) -> bool {
    article.excerpt.is_empty()
        && article.topics.is_empty()
        && article.related.is_empty()
        && article.images.is_empty()
        && (&article.kind, &article.category) == (&None, &None)
        && (article.quality, article.heat) == (None, None)
}

fn check_markup(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    let page = parse_markup(Format::detect(extension, &text), &text);
    for columns in WIDTHS {
        for line in flow(&page.blocks, columns) {
            let words = line.text();
            assert!(is_safe(&words), "{words:?} of {text:?}");
            let seen = line.window(3, usize::from(columns));
            assert!(
                columns < 2 || seen.width() <= usize::from(columns),
                "{words:?} is wider than {columns} in {text:?}"
            );
        }
    }
}

fn cut_at_every_byte(name: &str) {
    let bytes = fixture(name);
    for end in 0..=bytes.len() {
        check_document(name, &bytes[..end]);
    }
}

fn flipped(name: &str) {
    let bytes = fixture(name);
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ bytes.len() as u64);
    for _ in 0..FLIPS {
        let mut damaged = bytes.clone();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(damaged.len());
            damaged[at] = u8::try_from(dice.roll(256)).expect("a byte");
        }
        check_document(name, &damaged);
    }
}

macro_rules! fixtures {
    ($($test:ident: $name:literal;)*) => {$(
        mod $test {
            #[test]
            fn cut_at_every_byte() {
                super::cut_at_every_byte($name);
            }

            #[test]
            fn with_flipped_bytes() {
                super::flipped($name);
            }
        }
    )*

        #[test]
        fn every_fixture_is_damaged() {
            let named = [$($name),*];
            for folder in ["news", "broken"] {
                for entry in fs::read_dir(support::fixtures().join(folder)).expect("fixtures") {
                    let name = entry.expect("an entry").file_name();
                    let path = format!("{folder}/{}", name.to_string_lossy());
                    assert!(named.contains(&path.as_str()), "{path} is in no test");
                }
            }
        }
    };
}

fixtures! {
    full_shape: "news/2026-06-20-rover.md";
    other_names: "news/2026-06-19-lander.md";
    yaml_alone: "news/2026-06-18-video.yaml";
    every_script: "news/2026-06-17-scripts.md";
    html_page: "news/page.html";
    plain_text: "news/plain.txt";
    unquoted_colon: "broken/colon.md";
    no_closing_fence: "broken/unclosed.md";
    wrong_fields: "broken/fields.md";
    tab_in_the_header: "broken/tab.md";
}

#[test]
fn a_header_that_is_cut_off_is_a_problem_and_its_text_is_not_lost() {
    let name = "news/2026-06-20-rover.md";
    let bytes = fixture(name);
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let end = text.find("\n---\n").expect("a closing fence") + "\n---".len();
    for cut in "---\n".len()..end {
        let loaded = read(name, &bytes[..cut]);
        let errors: Vec<&Problem> =
            loaded.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "cut at {cut}: {:?}", loaded.problems);
        assert!(errors[0].what.contains("no closing ---"), "{errors:?}");
        assert_eq!(&*loaded.article.title, "2026-06-20-rover");
    }
    assert!(read(name, &bytes[..end]).problems.iter().all(|p| p.severity == Severity::Warning));
}

fn any_text() -> impl Strategy<Value = String> {
    // Control and other special characters, mixed with all others.
    let special = prop::sample::select(vec![
        "\u{1b}",
        "\u{1b}[31m",
        "\u{1b}]0;",
        "\u{7}",
        "\u{9b}",
        "\u{9c}",
        "\u{90}",
        "\\",
        "\u{1b}\\",
        "\r",
        "\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "\u{a0}",
        "\u{85}",
        "\u{2028}",
        "\u{200d}",
        "\u{200c}",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
        "\u{ad}",
        "\u{fe0f}",
        "\u{301}",
        "中",
        "国。",
        "👩",
        "🚀",
        "🇨",
        "🇳",
        "🏴",
        "\u{e0067}",
        "\u{e007f}",
        "ا",
        "ש",
        "हि",
        "ไ",
        "각",
        "ᄀ",
        "a",
        "bc",
        "-",
        "·",
        "[",
        "0",
        ";",
        "&amp;",
        "\u{180e}",
        "\u{115f}",
        "\u{3164}",
        "\u{fffc}",
        "\0",
    ])
    .prop_map(str::to_owned);
    let piece = prop_oneof![4 => special, 1 => ".{0,6}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Whether a line fits, or is a single character, which cannot be broken.
fn fits(line: &str, columns: usize) -> bool {
    width(line) <= columns || line.graphemes(true).count() == 1
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn pieces<'a>(text: &'a str, ranges: &[std::ops::Range<usize>]) -> Vec<&'a str> {
    ranges.iter().map(|range| text.get(range.clone()).expect("whole characters")).collect()
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence = FileFailurePersistence::Direct("tests/regressions/damage.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn a_line_is_safe_and_cleaning_it_again_changes_nothing(text in any_text()) {
        let once = line(&text).into_owned();
        prop_assert!(is_safe(&once), "{once:?}");
        prop_assert_eq!(line(&once), once.as_str());
        prop_assert_eq!(once.trim_matches(' '), once.as_str());
    }

    #[test]
    fn lines_are_safe_and_cleaning_them_again_changes_nothing(text in any_text()) {
        let once = lines(&text).into_owned();
        prop_assert!(is_safe(&once.replace('\n', " ")), "{once:?}");
        prop_assert_eq!(lines(&once), once.as_str());
    }

    #[test]
    fn wrapped_lines_fit_and_only_white_space_is_lost(text in any_text(), columns in 2usize..30) {
        let text = lines(&text).into_owned();
        let ranges = wrap(&text, columns);
        let wrapped = pieces(&text, &ranges);
        for line in &wrapped {
            prop_assert!(fits(line, columns), "{line:?} is wider than {columns}");
        }
        prop_assert_eq!(without_space(&wrapped.concat()), without_space(&text));
    }

    /// Regression: `.html .txt` was broken inside `.txt`, because no break is allowed before a full
    /// stop.
    #[test]
    fn a_word_that_fits_on_a_line_is_never_broken(
        words in prop::collection::vec("[.]?[a-z]{1,9}[.,;!]?", 1..20),
        columns in 11usize..40,
    ) {
        let text = words.join(" ");
        let ranges = wrap(&text, columns);
        prop_assert_eq!(pieces(&text, &ranges).join(" "), text);
    }

    #[test]
    fn chopped_lines_fit_and_only_line_ends_are_lost(text in any_text(), columns in 2usize..30) {
        let text = lines(&text).into_owned();
        let ranges = chop(&text, columns);
        let chopped = pieces(&text, &ranges);
        for line in &chopped {
            prop_assert!(fits(line, columns), "{line:?} is wider than {columns}");
        }
        prop_assert_eq!(chopped.concat(), text.replace('\n', ""));
    }

    #[test]
    fn fitted_text_fits_and_says_that_something_is_missing(text in any_text(), columns in 0usize..30) {
        let text = line(&text).into_owned();
        let fitted = fit(&text, columns);
        prop_assert!(width(&fitted) <= columns, "{fitted:?} is wider than {columns}");
        if width(&text) <= columns {
            prop_assert_eq!(fitted, text.as_str());
        } else {
            prop_assert!(columns == 0 || fitted.ends_with('…'), "{fitted:?}");
        }
    }

    #[test]
    fn any_text_is_a_page_of_lines_that_fit(text in any_text(), columns in 2u16..50) {
        for format in [Format::Markdown, Format::Html, Format::Plain] {
            for line in flow(&parse_markup(format, &text).blocks, columns) {
                let words = line.text();
                prop_assert!(is_safe(&words), "{words:?} of {format:?}");
                let seen = line.window(3, usize::from(columns));
                prop_assert!(seen.width() <= usize::from(columns), "{words:?} of {format:?}");
            }
        }
    }

    #[test]
    fn any_bytes_are_a_document(bytes in prop::collection::vec(any::<u8>(), 0..200), fenced: bool) {
        let mut document = if fenced { b"---\n".to_vec() } else { Vec::new() };
        document.extend(&bytes);
        if fenced {
            document.extend(b"\n---\nbody");
        }
        check_document("folder/x.md", &document);
    }

    #[test]
    fn any_value_of_any_field_is_safe(value in any_text(), field in prop::sample::select(vec![
        "title", "excerpt", "date", "webUrl", "type", "category", "provider", "topics", "author", "images", "related",
    ])) {
        let quoted = serde_json::to_string(&value).expect("a string");
        check_document("folder/x.md", format!("---\n{field}: {quoted}\n---\n").as_bytes());
        check_document("folder/x.md", format!("---\n{field}: [{{title: {quoted}, url: {quoted}}}, {quoted}]\n---\n").as_bytes());
    }

    #[test]
    fn any_text_may_be_asked_for_its_date(text in any_text(), digits in "[0-9 :/.+T年月Zamp-]{0,24}") {
        let _ = parse_date(&text);
        let _ = parse_date(&digits);
        let _ = parse_date(&format!("2026-06-{digits}"));
    }

    #[test]
    fn a_date_in_any_shape_gives_back_its_moment(
        second in -30_000_000_000i64..60_000_000_000,
        quarters in -48i32..=56,
        shape in prop::sample::select(vec![
            "%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%d %H:%M:%S %z", "%Y/%m/%d %H:%M:%S %:z", "%a, %d %b %Y %H:%M:%S %z",
            "%d %B %Y %H:%M:%S %z", "%B %-d, %Y %-I:%M:%S %p %z", "%Y%m%dT%H%M%S%z", "%Y年%-m月%-d日 %H:%M:%S %:z",
            "%d.%m.%Y %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S.%f%:z", "%-d-%b-%Y %-H:%M:%S %z",
        ]),
    ) {
        use jiff::{Timestamp, tz::Offset};
        let offset = Offset::from_seconds(quarters * 900).expect("an offset");
        let at = Timestamp::from_second(second).expect("a moment");
        let text = at.to_zoned(offset.to_time_zone()).strftime(shape).to_string();
        let date = parse_date(&text);
        prop_assert_eq!(date.map(|date| date.at), Some(at), "{}", text);
        prop_assert_eq!(date.map(|date| date.offset), Some(offset), "{}", text);
    }

    #[test]
    fn a_day_alone_in_any_shape_gives_back_that_day(
        day in -300_000i64..600_000,
        shape in prop::sample::select(vec![
            "%Y-%m-%d", "%Y/%-m/%-d", "%Y%m%d", "%Y年%m月%d日", "%d.%m.%Y", "%B %-d, %Y", "%-d %b %Y", "%a %b %d %Y",
        ]),
    ) {
        let at = jiff::Timestamp::from_second(day * 86_400).expect("a moment");
        let text = at.to_zoned(jiff::tz::TimeZone::UTC).strftime(shape).to_string();
        let date = parse_date(&text);
        prop_assert_eq!(date.map(|date| (date.at, date.has_time)), Some((at, false)), "{}", text);
    }

    #[test]
    fn a_key_is_its_own_key(
        host in prop::sample::select(vec!["a.example", "www.b.example:8080", "WWW.Www.C.example", "[::1]", "例え.jp", "127.0.0.1", "www.www.d.example", "www.", "www.www.", "u:p@e.example"]),
        path in "(/[a-zA-Z0-9%._~ é-]{0,6}){0,4}/{0,2}",
        query in "(\\?([a-z]{1,3}|utm_x|UTM_y)=[a-z&=?#/]{0,6}){0,2}",
        fragment in "(#[a-z?/]{0,5})?",
    ) {
        let link = format!("https://{host}{path}{query}{fragment}");
        if let Some(key) = canonical(&link) {
            prop_assert_eq!(canonical(&format!("https://{key}")), Some(key), "{}", link);
        }
    }

    #[test]
    fn a_key_of_any_text_is_its_own_key(text in any_text()) {
        if let Some(key) = canonical(&format!("http://{text}")) {
            prop_assert_eq!(canonical(&format!("https://{key}")), Some(key), "{}", text);
        }
    }
}

/// Regression: the P of PST was parsed as PM, and the M of PM as a time zone.
#[test]
fn halves_of_the_day_and_names_of_zones_are_told_apart() {
    for (text, expected) in [
        ("Thu, 15 Jun 2023 02:32:00 PST", "2023-06-15T10:32:00Z"),
        ("Thu, 15 Jun 2023 02:32:00 PDT", "2023-06-15T09:32:00Z"),
        ("Thu, 15 Jun 2023 02:32:00 MST", "2023-06-15T09:32:00Z"),
        ("June 15, 2023 2:32 PM EST", "2023-06-15T19:32:00Z"),
        ("June 15, 2023 2:32 pm -0500", "2023-06-15T19:32:00Z"),
        ("June 15, 2023 2:32PM +0100", "2023-06-15T13:32:00Z"),
        ("June 15, 2023 12:32 AM PDT", "2023-06-15T07:32:00Z"),
    ] {
        let found = parse_date(text).map(|date| date.rfc3339());
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }
}

/// A folder with a single file, loaded as newswire loads folders.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = Self::new();
        fs::write(folder.path(name), bytes).expect("a file");
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self) -> (Vec<Article>, Vec<Problem>) {
        all(&Input::Paths(vec![self.0.path().to_owned()].into()), None, &|_, _| {})
    }

    /// Returns the title of the only article.
    fn title(&self) -> String {
        let (articles, problems) = self.read();
        assert_eq!(articles.len(), 1, "{problems:?}");
        assert_eq!(problems, []);
        articles[0].title.to_string()
    }

    /// Returns the only problem; there is one article as well.
    fn problem(&self) -> String {
        let (articles, problems) = self.read();
        assert_eq!((articles.len(), problems.len()), (1, 1), "{problems:?}");
        problems[0].to_string()
    }
}

#[test]
fn a_file_of_no_bytes_is_an_article_named_after_it() {
    assert_eq!(Folder::with("nothing.md", "").title(), "nothing");
    assert_eq!(Folder::with("nothing.yaml", "").title(), "nothing");
    assert_eq!(Folder::with("mark.md", "\u{feff}").title(), "mark");
    assert_eq!(Folder::with("blank.md", "\n\n \n").title(), "blank");
}

#[test]
fn marks_and_line_ends_of_other_systems_are_no_damage() {
    for text in [
        "\u{feff}---\ntitle: T\n---\nbody\n",
        "---\r\ntitle: T\r\n---\r\nbody\r\n",
        "---\rtitle: T\r---\rbody\r",
        "\u{feff}\r\n\r\n---\r\ntitle: T\n...\r\nbody",
    ] {
        let folder = Folder::with("a.md", text);
        assert_eq!(folder.title(), "T", "{text:?}");
        let (articles, _) = folder.read();
        let body = newswire::body(&articles[0].origin, &articles[0].body).expect("a body");
        assert_eq!(body.trim(), "body", "{text:?}");
    }
}

#[test]
fn text_in_utf_16_is_read() {
    let text = "\u{feff}---\ntitle: 日报\n---\nbody\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(Folder::with("a.md", little).title(), "日报");
    assert_eq!(Folder::with("a.md", big).title(), "日报");
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let folder = Folder::with("a.md", b"---\ntitle: caf\xE9\n---\n");
    let (articles, _) = folder.read();
    assert_eq!(&*articles[0].title, "caf\u{fffd}");
    let problem = folder.problem();
    assert!(problem.contains("a.md:2:11: warning: not all of it is UTF-8"), "{problem}");
    let folder = Folder::with("a.md", b"---\ntitle: a\0b\n---\nwith \0 in it");
    let (articles, _) = folder.read();
    assert!(texts(&articles[0]).iter().all(|text| is_safe(text)));
}

#[test]
fn a_header_that_never_ends_is_told() {
    let problem = Folder::with("a.md", "---\ntitle: x\n\nbody").problem();
    assert!(problem.contains("a.md:1:1: error: the header has no closing ---"), "{problem}");
}

#[test]
fn a_body_of_five_megabytes_is_no_problem() {
    let body = "All the words of the world. ".repeat(5 * 1024 * 1024 / 28 + 1);
    let folder = Folder::with("long.md", format!("---\ntitle: Long\n---\n{body}"));
    assert_eq!(folder.title(), "Long");
    let (articles, _) = folder.read();
    let read = newswire::body(&articles[0].origin, &articles[0].body).expect("a body");
    assert!(read == body, "{} of {} bytes", read.len(), body.len());
}

#[test]
fn a_header_longer_than_what_is_read_is_a_problem() {
    let problem =
        Folder::with("a.md", format!("---\ntitle: {}\n---\n", "x".repeat(400_000))).problem();
    // Regression: the message named a different limit than the one used.
    assert!(problem.contains("no closing --- within its first 320 KiB"), "{problem}");
}

#[test]
fn a_folder_that_does_not_exist_is_a_problem_with_its_path() {
    let folder = Folder::new();
    let (articles, problems) =
        all(&Input::Paths(vec![folder.path("gone")].into()), None, &|_, _| {});
    assert!(articles.is_empty());
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, folder.path("gone"));
    assert!(problems[0].hint.is_some());
}

#[test]
fn a_folder_named_twice_or_within_another_is_read_once() {
    let folder = Folder::with("a.md", "A");
    let path = folder.0.path().to_owned();
    let (articles, problems) =
        all(&Input::Paths(vec![path.clone(), path.join("a.md"), path].into()), None, &|_, _| {});
    assert_eq!((articles.len(), problems), (1, Vec::new()));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_that_lead_round_are_skipped_with_a_warning() {
        let folder = Folder::with("a.md", "A");
        symlink(folder.0.path(), folder.path("round")).expect("a link");
        symlink(folder.path("two.md"), folder.path("one.md")).expect("a link");
        symlink(folder.path("one.md"), folder.path("two.md")).expect("a link");
        let (articles, problems) = folder.read();
        assert_eq!(articles.len(), 1);
        let mut paths: Vec<_> = problems.iter().map(|problem| problem.path.clone()).collect();
        paths.sort();
        assert_eq!(
            paths,
            ["one.md", "round", "two.md"].map(|name| folder.path(name)),
            "{problems:?}"
        );
    }

    #[test]
    fn a_link_to_nothing_is_a_problem_of_the_link() {
        let folder = Folder::with("a.md", "A");
        symlink("gone", folder.path("link.md")).expect("a link");
        let problem = folder.problem();
        assert!(problem.contains("link.md: warning: a link that leads nowhere"), "{problem}");
    }

    /// Opening a pipe blocks until there is a writer; skipping it silently would hide that a file
    /// with the name of a document was not read.
    #[test]
    fn a_pipe_in_a_folder_is_passed_over_with_a_warning() {
        let folder = Folder::with("a.md", "# A");
        let made = Command::new("mkfifo").arg(folder.path("pipe.md")).status();
        assert!(made.expect("mkfifo runs").success());
        let problem = folder.problem();
        assert!(problem.contains("pipe.md: warning: not a regular file, skipped"), "{problem}");
        fs::rename(folder.path("pipe.md"), folder.path("pipe")).expect("renamed");
        assert_eq!(folder.title(), "A");
        fs::rename(folder.path("pipe"), folder.path("pipe.md")).expect("renamed");
        let (articles, problems) =
            all(&Input::Paths(vec![folder.path("pipe.md")].into()), None, &|_, _| {});
        assert_eq!((articles.len(), problems.len()), (0, 1));
    }

    #[test]
    fn a_file_that_may_not_be_read_is_a_problem() {
        let folder = Folder::with("closed.md", "A");
        let closed = fs::Permissions::from_mode(0o000);
        fs::set_permissions(folder.path("closed.md"), closed).expect("permissions");
        if fs::read(folder.path("closed.md")).is_ok() {
            return; // root may read everything
        }
        let (articles, problems) = folder.read();
        assert!(articles.is_empty());
        assert!(problems[0].to_string().contains("check the permissions"), "{problems:?}");
    }

    #[test]
    fn a_file_name_that_is_no_text_is_read_and_shown_safely() {
        let folder = Folder::new();
        let name = OsStr::from_bytes(b"caf\xE9 \x1b[31m.md");
        if fs::write(folder.0.path().join(name), "just text\n").is_err() {
            return; // some file systems refuse such names
        }
        let (articles, problems) = folder.read();
        assert_eq!((articles.len(), problems), (1, Vec::new()));
        assert_eq!(&*articles[0].title, "caf\u{fffd}");
        assert!(is_safe(&articles[0].origin.label()));
        let body = newswire::body(&articles[0].origin, &articles[0].body).expect("a body");
        assert_eq!(body, "just text\n");
    }
}

#[test]
fn every_fixture_of_the_paper_is_read_and_every_broken_one_is_told() {
    let news = Input::Paths(vec![support::fixtures().join("news")].into());
    let (articles, problems) = all(&news, None, &|_, _| {});
    assert_eq!(articles.len(), 6);
    assert!(problems.iter().all(|p| p.severity == Severity::Warning), "{problems:?}");
    let broken = Input::Paths(vec![support::fixtures().join("broken")].into());
    let (articles, problems) = all(&broken, None, &|_, _| {});
    assert_eq!(articles.len(), 4);
    let named: std::collections::BTreeSet<_> = problems.iter().map(|p| p.path.clone()).collect();
    assert_eq!(named.len(), 4, "{problems:?}");
}
