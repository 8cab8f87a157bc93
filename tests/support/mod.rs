//! A reader without a terminal: takes keys and returns the screen and requested effects. Files are
//! read immediately, on the same thread.

#![allow(dead_code, reason = "each test program is one crate and uses a part of this")]

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use newswire::{
    App, Article, Batch, Body, BodyRequest, Config, Contents, Effect, FeedStatus, Focus, Font,
    Graphics, Input, Job, Key, Laid, Location, Message, Origin, Picture, Pool, Problem, Protocol,
    Record, Status, Subscription, Theme, Wanted, decode, draw, parse_document,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Saturday, 20 June 2026, noon UTC.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_781_956_800, 0);

/// Wide enough for both panes.
pub(crate) const WIDE: (u16, u16) = (100, 30);

/// The reader, and the effects it requested that were not carried out.
pub(crate) struct Desk {
    pub(crate) app: App,
    /// Effects since the last call of [`Desk::asked`], except for loads and body requests.
    asked: Vec<Effect>,
    /// Records that were to be stored, in order.
    pub(crate) kept: Vec<Record>,
    /// The article that was open when the reader last requested a wake-up.
    pub(crate) woken: Option<u32>,
    /// Whether bodies wait for [`Desk::bring_bodies`] instead of being read immediately.
    pub(crate) bodies_wait: bool,
    waiting: Vec<BodyRequest>,
    /// Whether pictures are made immediately instead of requested.
    pub(crate) makes_pictures: bool,
    folder: Option<PathBuf>,
    /// Whether the files are being reloaded.
    rescans: bool,
}

impl Desk {
    /// A reader without articles.
    pub(crate) fn empty(size: (u16, u16)) -> Self {
        let (app, effects) = App::new("~/news", size, NOW, &Config::default());
        assert_eq!(effects, [Effect::Job(Job::Load(1))]);
        Self {
            app,
            asked: Vec::new(),
            kept: Vec::new(),
            woken: None,
            bodies_wait: false,
            waiting: Vec::new(),
            makes_pictures: false,
            folder: None,
            rescans: false,
        }
    }

    /// A reader that shows every document as a row.
    pub(crate) fn without_stories(articles: Vec<Article>, size: (u16, u16)) -> Self {
        let config = Config { stories: false, ..Config::default() };
        Self::configured(articles, size, &config)
    }

    /// A reader with these settings and articles.
    pub(crate) fn configured(articles: Vec<Article>, size: (u16, u16), config: &Config) -> Self {
        let mut desk = Self::empty(size);
        desk.app = App::new("~/news", size, NOW, config).0;
        desk.finish(articles, Vec::new());
        desk
    }

    /// A reader with these articles.
    pub(crate) fn with(articles: Vec<Article>, size: (u16, u16)) -> Self {
        let mut desk = Self::empty(size);
        desk.finish(articles, Vec::new());
        desk
    }

    /// A reader that has loaded a folder, and reloads it on request.
    pub(crate) fn of_folder(folder: &Path, size: (u16, u16)) -> Self {
        let mut desk = Self::empty(size);
        desk.folder = Some(folder.to_owned());
        desk.perform(vec![Effect::Job(Job::Load(1))]);
        desk
    }

    /// Finishes the current load. On a reload, the documents replace all existing ones.
    pub(crate) fn finish(&mut self, articles: Vec<Article>, problems: Vec<Problem>) {
        let done = articles.len() + problems.len();
        let total = Some(done);
        let gone = if std::mem::take(&mut self.rescans) { self.told() } else { Vec::new() };
        let contents = Contents { articles, problems, gone, done, total, ..Contents::default() };
        self.load(Contents { finished: true, ..contents });
    }

    /// Returns the origins of everything that is displayed.
    fn told(&self) -> Vec<Origin> {
        let articles = self.app.store.ids().iter().filter_map(|id| self.app.store.get(*id));
        let problems = self.app.diagnostics.rows(0);
        let problems = problems.map(|problem| Origin::File(problem.path.as_path().into()));
        articles.map(|article| article.origin.clone()).chain(problems).collect()
    }

    /// Delivers documents of the current load.
    pub(crate) fn load(&mut self, contents: Contents) {
        self.send(Message::Loaded { load: self.app.loading.number, batch: Batch::of(contents) });
    }

    pub(crate) fn send(&mut self, message: Message) {
        let effects = self.app.update(message);
        self.perform(effects);
    }

    /// Types keys such as `jjl`; named keys are in angle brackets: `<Enter>`, `<^d>`.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let end = if c == '<' { rest.find('>').expect("a key's name ends with >") } else { 0 };
            let (name, after) = if end > 0 {
                (&rest.get(1..end).expect("a name"), rest.get(end + 1..))
            } else {
                (&rest.get(..c.len_utf8()).expect("a key"), rest.get(c.len_utf8()..))
            };
            self.key(name);
            rest = after.unwrap_or_default();
        }
        self
    }

    /// Returns the name of the current view.
    pub(crate) fn view(&self) -> &str {
        self.app.list.view().name()
    }

    /// Presses one key, given by name.
    pub(crate) fn key(&mut self, name: &str) {
        let key = Key::parse(name).unwrap_or_else(|| panic!("no key is named {name}"));
        self.send(Message::Key { key, at: self.app.now });
    }

    pub(crate) fn resize(&mut self, (width, height): (u16, u16)) {
        self.send(Message::Resize(width, height));
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match (effect, &self.folder) {
                (Effect::Job(Job::ReadBody(body)), _) if self.bodies_wait => {
                    self.waiting.push(body);
                }
                (Effect::Job(Job::ReadBody(body)), _) => self.bring(body),
                (Effect::Job(Job::GroupStories { load, story_texts }), _) => {
                    let groups = newswire::similarity(&story_texts);
                    self.send(Message::StoriesGrouped { load, groups });
                }
                (Effect::Job(Job::Load(_)), Some(folder)) => self.read(&folder.clone()),
                (Effect::Job(Job::Rescan), Some(folder)) => {
                    let gone = self.told();
                    let folder = folder.clone();
                    self.load(Contents { gone, ..Contents::default() });
                    self.read(&folder);
                }
                (Effect::Job(Job::Rescan), None) => {
                    self.rescans = true;
                    self.asked.push(Effect::Job(Job::Rescan));
                }
                (Effect::Job(Job::Pictures(wanted)), _) if self.makes_pictures => {
                    for one in wanted {
                        self.make(one);
                    }
                }
                (Effect::Job(Job::Keep(records)), _) => self.kept.extend(records),
                (Effect::Job(Job::StartReadTimer { visit, .. }), _) => self.woken = Some(visit),
                (other, _) => self.asked.push(other),
            }
        }
    }

    /// A reader in a terminal that shows pictures in half blocks and makes them immediately.
    pub(crate) fn of_pictures(size: (u16, u16)) -> Self {
        let mut desk = Self::with(pictured(), size);
        desk.makes_pictures = true;
        let font = Font { width: 5, height: 10 };
        let graphics = Graphics { protocol: Protocol::HalfBlocks, font, wrapped: false };
        desk.send(Message::Graphics(Ok(graphics)));
        desk
    }

    /// Makes a picture from a file, in the requested size.
    fn make(&mut self, wanted: Wanted) {
        let Location::File(paths) = &wanted.location else { panic!("{wanted:?}") };
        let bytes = paths.iter().find_map(|path| std::fs::read(path).ok());
        let pixels = bytes.map_or_else(|| Err("there is none".to_owned()), |it| decode(&it));
        let picture = pixels.and_then(|it| Picture::new(&it, wanted.room, wanted.graphics));
        self.send(Message::Pictured { wanted, picture: picture.map(Arc::new) });
    }

    /// Delivers the requested bodies.
    pub(crate) fn bring_bodies(&mut self) {
        for body in std::mem::take(&mut self.waiting) {
            self.bring(body);
        }
    }

    fn bring(&mut self, request: BodyRequest) {
        let BodyRequest { load, id, origin, body, featured, title, measure, slots } = request;
        let lay = |text: String| {
            let extension = origin.extension();
            let page = newswire::page(&title, featured.as_deref(), extension.as_deref(), &text);
            Laid::new(page, measure, slots)
        };
        let body = newswire::body(&origin, &body).map(lay);
        self.send(Message::Body { load, id, body });
    }

    fn read(&mut self, folder: &Path) {
        let batches = Mutex::new(Vec::new());
        newswire::load(
            &Input::Paths(vec![folder.to_owned()].into()),
            None,
            &Pool::default(),
            &AtomicBool::new(false),
            &|batch| batches.lock().expect("no panic").push(batch),
        );
        for batch in batches.into_inner().expect("no panic") {
            self.send(Message::Loaded { load: self.app.loading.number, batch });
        }
    }

    /// Returns the effects requested since the last call.
    pub(crate) fn asked(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.asked)
    }

    /// Returns the titles of the rows, with reports indented under their lead.
    pub(crate) fn titles(&self) -> Vec<String> {
        let store = &self.app.store;
        let title = |id: &newswire::Id| {
            let indent = if store.is_lead(*id) { "" } else { "  " };
            store.get(*id).map(|article| format!("{indent}{}", article.title))
        };
        self.app.list.rows().iter().filter_map(title).collect()
    }

    /// Returns the title of the selected article.
    pub(crate) fn selected(&self) -> String {
        self.app
            .list
            .selected()
            .and_then(|id| self.app.store.get(id))
            .map(|article| article.title.to_string())
            .unwrap_or_default()
    }

    /// Returns the message on the status line; empty if it only shows keys.
    pub(crate) fn said(&self) -> &str {
        match &self.app.status {
            Status::Quiet => "",
            Status::Info(words) | Status::Warning(words) => words,
        }
    }

    /// Returns the top visible line of the article pane.
    pub(crate) fn top_line(&self) -> String {
        let lines = self.app.reader.lines();
        lines.get(self.app.reader.scroll()).map(newswire::Line::text).unwrap_or_default()
    }

    /// Draws the screen into a buffer of its size.
    pub(crate) fn buffer(&self, color: bool) -> Buffer {
        let mut buffer = Buffer::empty(self.app.layout.screen);
        draw(&self.app, &Theme::new(color), &mut buffer);
        buffer
    }

    /// Returns the rows of the screen as text.
    pub(crate) fn rows(&self) -> Vec<String> {
        rows(&self.buffer(true), self.app.layout.screen)
    }

    /// Returns the whole screen as text.
    pub(crate) fn screen(&self) -> String {
        self.rows().join("\n")
    }

    pub(crate) fn focus(&self) -> Focus {
        self.app.focus
    }
}

/// Returns the rows of an area as text; cells covered by a wide character add no space.
pub(crate) fn rows(buffer: &Buffer, area: Rect) -> Vec<String> {
    let row = |y: u16| {
        let mut row = String::new();
        let mut covered = 0;
        for x in area.left()..area.right() {
            let symbol = buffer[(x, y)].symbol();
            if covered > 0 {
                covered -= 1;
                continue;
            }
            covered = newswire::width(symbol).saturating_sub(1);
            row.push_str(symbol);
        }
        row
    };
    (area.top()..area.bottom()).map(row).collect()
}

/// Returns the column and row where a text starts on the screen.
pub(crate) fn find(buffer: &Buffer, text: &str) -> Option<(u16, u16)> {
    let wanted: Vec<String> = text.chars().map(String::from).collect();
    let length = u16::try_from(wanted.len()).expect("a short text");
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        for x in area.left()..(area.right() + 1).saturating_sub(length) {
            let here = wanted.iter().zip(x..);
            if here.into_iter().all(|(c, x)| buffer[(x, y)].symbol() == c) {
                return Some((x, y));
            }
        }
    }
    None
}

/// Creates an article as if read from a file of this name. The body is kept in memory.
pub(crate) fn article(name: &str, header: &str, body: &str) -> Article {
    let text = format!("---\n{header}\n---\n{body}");
    let source = Origin::File(Path::new(name).into());
    let mut article = parse_document(&source, text.as_bytes(), false, &Pool::default()).article;
    if article.body == Body::OnDisk {
        article.body = Body::Kept(body.into());
    }
    article
}

/// Articles with pictures in the header, in a quote and in a list; one picture is missing.
pub(crate) fn pictured() -> Vec<Article> {
    let one = |hours: i64| {
        let images = "images: [{url: dawn.png, title: 日出 over the sea, width: 240}]";
        let head = format!("{}\nexcerpt: What was seen.\n{images}", header("Sunrise", hours));
        let body = "First words.\n\n> ![quoted](sun.png)\n> 日报\n\n\
                    - ![in a list](sun.png)\n- ![gone](gone.png)\n\nThe end.\n";
        article(&format!("tests/fixtures/pictures/{hours}.md"), &head, body)
    };
    (1..=9).map(one).collect()
}

/// The header of an article of this age in hours.
pub(crate) fn header(title: &str, hours: i64) -> String {
    let at = Timestamp::from_second(NOW.as_second() - hours * 3600).expect("a moment");
    format!("title: \"{title}\"\ndate: {at}\nprovider: {{name: The Post, domain: post.example}}")
}

/// Articles from `Headline 1` to `Headline count`, an hour old and older.
pub(crate) fn headlines(count: usize) -> Vec<Article> {
    (1..=count).map(headline).collect()
}

pub(crate) fn headline(number: usize) -> Article {
    let hours = i64::try_from(number).expect("a small number");
    let head = header(&format!("Headline {number}"), hours);
    let link = format!("webUrl: https://news.example/{number}");
    article(&format!("{number}.md"), &format!("{head}\n{link}"), "")
}

/// Header lines for `count` related links, best first.
pub(crate) fn related(count: usize) -> String {
    let item = |number: usize| {
        let quality = 200 - number;
        format!(
            "  - {{title: \"Report {number}\", webUrl: \"https://r{number}.example/\", quality: {quality}, \
             publishedDateTime: 2026-06-19T00:00:00Z, provider: {{name: \"Paper {number}\"}}}}"
        )
    };
    let items: Vec<String> = (1..=count).map(item).collect();
    format!("related:\n{}", items.join("\n"))
}

/// A body that fills several screens.
pub(crate) fn long_body() -> String {
    let paragraph = |number: usize| format!("Paragraph {number} of the long story.\n");
    let paragraphs: Vec<String> = (1..=60).map(paragraph).collect();
    paragraphs.join("\n")
}

/// A body of long text below two headings, the first of them also above code wider than the pane.
pub(crate) fn headed_body() -> String {
    let code = "0123456789".repeat(20);
    let text = long_body();
    format!("# First\n\n```\n{code}\n```\n\n{text}\n# Second\n\n{text}\n")
}

/// Sample articles, one of every kind that keys handle differently.
pub(crate) fn paper() -> Vec<Article> {
    let rover = format!(
        "{}\nwebUrl: https://www.rover.example/lands\nheat: 124\nquality: 64\ntopics: [Space, Mars]\nrelated:\n{}\n{}\n{}",
        header("Rover lands", 1),
        "  - {title: Lander waits, webUrl: \"https://lander.example/waits?utm_source=x\", quality: 90}",
        "  - {title: From outside, webUrl: \"https://outside.example/x\", quality: 60}",
        "  - {title: No web link, webUrl: \"javascript:alert(1)\", quality: 10}",
    );
    let lander = format!(
        "{}\nwebUrl: https://lander.example/waits\nrelated:\n  - {{title: Rover lands, webUrl: \"https://rover.example/lands\"}}",
        header("Lander waits", 2)
    );
    let script = format!("{}\nwebUrl: \"javascript:alert(1)\"", header("A script for a link", 4));
    let many =
        format!("{}\nwebUrl: https://many.example/\n{}", header("Many reports", 5), related(60));
    vec![
        article("rover.md", &rover, &long_body()),
        article("lander.md", &lander, "The lander waits.\n"),
        article("no-link.md", &header("Without a link", 3), ""),
        article("script.md", &script, ""),
        article("many.md", &many, ""),
        article("last.md", &header("The last one", 6), ""),
    ]
}

/// A story with three reports here and one elsewhere, among other news: the bridge leads, with two
/// reports folded under it.
pub(crate) fn coverage() -> Vec<Article> {
    let report = |title: &str, hours: i64, provider: &str, quality: i32, heat: i32| {
        let at = Timestamp::from_second(NOW.as_second() - hours * 3600).expect("a moment");
        let host = provider.to_lowercase().replace(' ', "");
        format!(
            "title: \"{title}\"\ndate: {at}\nwebUrl: https://{host}.example/{hours}\nquality: {quality}\nheat: {heat}\n\
             provider: {{name: {provider}, domain: {host}.example}}"
        )
    };
    let listed = |title: &str, hours: i64, provider: &str, quality: i32| {
        let host = provider.to_lowercase().replace(' ', "");
        format!(
            "\n  - {{title: \"{title}\", webUrl: \"https://{host}.example/{hours}\", quality: {quality}, \
             provider: {{name: {provider}}}}}"
        )
    };
    let ferry = listed("Ferries end", 30, "Harbour Wire", 60);
    let crowd = listed("Crowd on the bridge", 5, "Evening Post", 40);
    let abroad = listed("A bridge abroad", 9, "Far News", 20);
    let bridge = format!(
        "{}\nrelated:{ferry}{crowd}{abroad}",
        report("Bridge opens", 7, "Daily Star", 80, 140)
    );
    let back = |header: String| {
        format!("{header}\nrelated:{}", listed("Bridge opens", 7, "Daily Star", 80))
    };
    let ferries = back(report("Ferries end", 30, "Harbour Wire", 60, -1));
    let crowds = back(report("Crowd on the bridge", 5, "Evening Post", 40, -1));
    vec![
        article("rain.md", &report("Rain for the weekend", 2, "Evening Post", 30, 30), ""),
        article("crowd.md", &crowds, ""),
        article("bridge.md", &bridge, "The bridge is open.\n"),
        article("ferries.md", &ferries, ""),
        article("budget.md", &report("Budget passes", 50, "Daily Star", 75, 75), ""),
    ]
}

/// A problem as reported while loading.
pub(crate) fn problem(path: &str, line: usize) -> Problem {
    Problem::error(
        Path::new(path),
        "cannot parse the header: mapping values are not allowed in this context",
    )
    .at(line, 12)
    .hint("put the value in quotes: an unquoted colon starts a new field")
}

/// The folder of fixtures, relative to the root of the project, where cargo runs tests: a path on
/// the screen has the same length on every machine.
pub(crate) fn fixtures() -> PathBuf {
    PathBuf::from("tests/fixtures")
}

/// The content of a fixture.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join(name)).expect("a fixture")
}

/// A subscription, never fetched.
pub(crate) fn feed(title: &str, tags: &[&str]) -> FeedStatus {
    let address = format!("https://{}.example/feed", title.to_lowercase().replace(' ', ""));
    FeedStatus::unfetched(&Subscription {
        title: Some(title.to_owned()),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        line: 1,
        ..Subscription::new(address)
    })
}

/// Subscriptions of every kind: with several tags, without any, with an error, and paused.
pub(crate) fn feeds() -> Vec<FeedStatus> {
    let at = |hours: i64| Timestamp::from_second(NOW.as_second() + hours * 3600).ok();
    let rust = FeedStatus { fetched: at(-3), next: at(2), ..feed("Rust Blog", &["rust"]) };
    let error = Some("there is no feed at this address (404)".to_owned());
    let gone =
        FeedStatus { error, fetched: at(-72), line: 4, ..feed("Old Notes", &["rust", "go"]) };
    let paused = FeedStatus { paused: true, ..feed("Far News", &[]) };
    let chinese =
        FeedStatus { title: "中国日报网".to_owned(), ..feed("Daily", &["long reads"]) };
    vec![rust, feed("Go Blog", &["go"]), chinese, gone, paused]
}

/// The message that brings subscriptions.
pub(crate) fn subscribed(feeds: Vec<FeedStatus>) -> Message {
    Message::Feeds { file: "config/feeds".into(), feeds, problems: Vec::new() }
}

/// Articles of [`feeds`], three of each but the last, and one that came from no feed.
pub(crate) fn fetched() -> Vec<Article> {
    let of_feed = |feed: &FeedStatus| {
        let (title, address) = (feed.title.clone(), feed.address.clone());
        (1..=3).map(move |number: i64| {
            let host = address.replace("/feed", "");
            let head = format!(
                "{}\nwebUrl: {host}/{number}\nfeed: {address}",
                header(&format!("{title} {number}"), number)
            );
            article(&format!("{title}/{number}.html"), &head, "")
        })
    };
    let feeds = feeds();
    let mut articles: Vec<Article> = feeds.iter().take(4).flat_map(of_feed).collect();
    articles.push(article("own.md", &header("Of no feed", 9), ""));
    articles
}

/// A reader with subscriptions and their articles.
pub(crate) fn library(size: (u16, u16)) -> Desk {
    let mut desk = Desk::with(fetched(), size);
    desk.send(subscribed(feeds()));
    desk
}
