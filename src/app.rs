//! The state of the reader, and the one way in which it changes: a message comes
//! in, effects go out. No terminal, disk, network or clock here; panes own their
//! state, this module only lets them work together.

mod across;
mod action;
mod anchors;
mod arrange;
mod arrivals;
mod arrive;
mod complaints;
mod complete;
mod coverage;
mod cursor;
mod desktop;
mod divider;
mod filters;
mod find;
mod front;
mod header;
mod help;
mod hints;
mod key;
mod keymap;
mod layout;
mod list;
mod loading;
mod marks;
mod menu;
mod message;
mod mouse;
mod mutes;
mod open;
mod overlay;
mod page;
mod palette;
mod perform;
mod picks;
mod pictures;
mod pipe;
mod prompt;
mod reader;
mod related;
mod rename;
mod resume;
mod sequence;
mod settings;
mod status;
mod stories;
mod tally;
mod theme;
mod typing;
mod view;
mod visit;

pub use action::{Action, Argument, Entry, Scope, TABLE, row};
pub use anchors::Anchor;
pub use complaints::Complaints;
pub use complete::Offers;
pub use cursor::Cursor;
pub use desktop::{Desktop, Progress};
pub(crate) use header::Weight;
pub(crate) use help::{key_columns, lines as help_lines};
pub use hints::{Hint, Hints};
pub use key::{Code, Key};
pub use keymap::{Keymap, presets};
pub use layout::{Focus, Layout, Shape};
pub(crate) use layout::{
    dialog, headline_area, inner, overlay as overlay_area, palette as palette_area, popup,
};
pub use list::List;
pub use loading::Loading;
pub use menu::{Menu, MenuItem};
pub use message::{Effect, Message};
pub use mouse::{Motion, Mouse};
pub use overlay::{Confirm, FileHead, Overlay};
pub(crate) use overlay::{PROBLEM_ROWS, menu_area, menu_rows, palette_rows};
pub use palette::{Palette, PaletteRow};
pub use picks::Picks;
pub use pictures::Wanted;
pub use pipe::{Pipe, PipeInput, Piped, Said};
pub use prompt::{Prompt, Searched};
pub use reader::Reader;
pub use related::{Item, RelatedPane};
pub use status::Status;
pub(crate) use typing::cursor as typed_cursor;
pub use view::View;

use arrivals::Arrivals;
use marks::Steps;
use mutes::Mutes;
use open::Opening;
use pictures::Pictures;
use pipe::Saying;
use sequence::Begun;
use settings::Settings;
use stories::Looking;
use theme::Theming;
use visit::Visit;

use std::time::Duration;

use jiff::Timestamp;

use crate::config::Config;
use crate::state::ResumePoint;
use crate::store::Id;
use crate::store::Store;

/// A place to come back to after a jump.
#[derive(Debug)]
struct Station {
    id: Id,
    focus: Focus,
    place: usize,
    related: Cursor,
}

/// What a reload has read so far.
#[derive(Debug)]
struct Incoming {
    store: Store,
    complaints: Complaints,
}

/// Everything that the screen shows.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is independent of the others")]
pub struct App {
    /// All articles.
    pub store: Store,
    /// The list pane.
    pub list: List,
    /// The article pane.
    pub reader: Reader,
    /// The related pane.
    pub related: RelatedPane,
    /// What lies over the panes, the front one last.
    pub overlays: Vec<Overlay>,
    /// The pane that keys go to.
    pub focus: Focus,
    /// The article alone.
    pub zen: bool,
    /// The pane to come back to from there.
    before_zen: Focus,
    /// Where everything is.
    pub layout: Layout,
    /// The load under way or finished.
    pub loading: Loading,
    /// What could not be read of the articles on the screen.
    pub complaints: Complaints,
    /// The last message.
    pub status: Status,
    /// Digits typed so far.
    pub count: Option<usize>,
    /// What is searched for in the view.
    pub searched: Option<Searched>,
    /// Rows that were picked.
    pub picks: Picks,
    /// Marks last for this session only.
    pub unkept: bool,
    /// What was opened, as the reader named it.
    pub label: String,
    /// What time it is.
    pub now: Timestamp,
    /// What the keys do.
    pub keymap: Keymap,
    begun: Begun,
    settings: Settings,
    /// Text that runs from right to left is put in the order in which it is seen.
    pub bidi: bool,
    /// Columns of an article's text at most.
    text_width: u16,
    size: (u16, u16),
    /// Thousandths of the screen that are the list's, where the reader has chosen.
    split: Option<u16>,
    /// The line between the panes is being dragged.
    dragging: bool,
    /// A reload gathers here while the old store stays on the screen.
    incoming: Option<Incoming>,
    looking: Looking,
    arrivals: Arrivals,
    steps: Steps,
    mutes: Mutes,
    visit: Visit,
    theming: Theming,
    /// How long an article has to be open to count as read; not at all where there is none.
    read_after: Option<Duration>,
    /// How long a program may take that gets an article.
    pipe_limit: Option<Duration>,
    /// What such programs said and is not shown yet.
    saying: Saying,
    pictures: Pictures,
    /// Searches of before, the last one last.
    history: Vec<String>,
    /// Commands of before, the last one last.
    commands: Vec<String>,
    /// What earlier sessions kept is here.
    has_recalled: bool,
    /// Where the last session ended, until it has been found.
    resume: Option<ResumePoint>,
    opening: Opening,
    trail: Vec<Station>,
    /// The related cursor to restore once the article that was left is back.
    returned: Option<Cursor>,
}

impl App {
    /// An empty reader for what `label` names, and the effects that fill it.
    #[must_use]
    pub fn new(
        label: impl Into<String>,
        size: (u16, u16),
        now: Timestamp,
        config: &Config,
    ) -> (Self, Vec<Effect>) {
        let store = Store::new(now);
        let mut app = Self {
            store: if config.stories { store } else { store.apart() },
            list: List::new(config.stories, View::all(config, now)),
            reader: Reader::new(config.wrap_code),
            related: RelatedPane::default(),
            overlays: Vec::new(),
            focus: Focus::List,
            zen: false,
            before_zen: Focus::List,
            layout: Layout::default(),
            loading: Loading::default(),
            complaints: Complaints::default(),
            status: Status::Quiet,
            count: None,
            searched: None,
            picks: Picks::default(),
            unkept: false,
            label: label.into(),
            now,
            settings: Settings::of(config),
            keymap: Keymap::new(&config.keys).0,
            begun: Begun::default(),
            bidi: config.bidi.unwrap_or(true),
            text_width: config.text_width.unwrap_or(u16::MAX),
            size,
            split: None,
            dragging: false,
            incoming: None,
            looking: Looking::default(),
            arrivals: Arrivals::default(),
            steps: Steps::default(),
            mutes: Mutes::default(),
            visit: Visit::default(),
            theming: Theming::new(config),
            read_after: config.read_after,
            pipe_limit: config.pipe_limit,
            saying: Saying::default(),
            pictures: Pictures::new(config.images),
            history: Vec::new(),
            commands: Vec::new(),
            has_recalled: false,
            resume: None,
            opening: Opening::default(),
            trail: Vec::new(),
            returned: None,
        };
        app.mutes.fixed = config.mute.iter().map(|mute| mute.query.clone()).collect();
        app.apply_mutes();
        app.complain_again();
        let load = app.loading.begin();
        app.arrange();
        (app, vec![Effect::Load(load)])
    }

    /// Changes the state by what happened; what is to be done outside is returned.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = match message {
            Message::Key(key) => self.press(key),
            Message::Mouse(mouse) => self.mouse(mouse),
            Message::Paste(words) => self.paste(&words),
            Message::Resize(width, height) => {
                self.size = (width, height);
                Vec::new()
            }
            Message::Tick(now) => {
                self.now = now;
                Vec::new()
            }
            Message::Loaded { load, batch } => self.receive(load, &batch),
            Message::Found { load, groups } => self.found(load, groups),
            Message::Body { load, id, body } => {
                if load == self.shown_load() {
                    self.reader.body(id, body);
                }
                Vec::new()
            }
            Message::Head { path, lines } => {
                if let Some(Overlay::File(file)) = self.overlays.last_mut() {
                    file.arrive(&path, lines);
                }
                Vec::new()
            }
            Message::Opened { url, outcome } => {
                self.opened(&url, outcome);
                Vec::new()
            }
            Message::Piped(piped) => {
                self.piped(piped);
                Vec::new()
            }
            Message::Done(outcome) => {
                self.status = outcome.map_or_else(Status::Warning, Status::Info);
                Vec::new()
            }
            Message::Recalled(records) => self.recalled(records),
            Message::Unkept(why) => {
                self.status = Status::Warning(why);
                self.unkept = true;
                Vec::new()
            }
            Message::KeptAgain => {
                self.unkept = false;
                self.status = Status::info("marks are kept again");
                Vec::new()
            }
            Message::Rested(visit) => self.rested(visit),
            Message::Settings { path, understood } => self.reread(&path, *understood),
            Message::Lingered(number) => {
                self.lingered(number);
                Vec::new()
            }
            Message::Themed(name) => {
                self.theming.recall(Some(name));
                Vec::new()
            }
            Message::Unthemed { name, why } => {
                self.unthemed(&name, why);
                Vec::new()
            }
            Message::Graphics(graphics) => {
                self.pictures.use_graphics(graphics);
                Vec::new()
            }
            Message::Pictured { wanted, picture } => {
                self.pictured(wanted, picture);
                Vec::new()
            }
            Message::Ordered(bidi) => {
                self.bidi = bidi;
                Vec::new()
            }
            Message::Redraw => vec![Effect::Redraw],
        };
        effects.extend(self.arrange());
        effects.extend(self.turn_theme());
        effects
    }

    /// The selected article's row and how many rows there are, from 1.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let total = self.list.rows().len();
        (if total == 0 { 0 } else { self.list.cursor.at + 1 }, total)
    }

    /// The load that the articles on the screen come from.
    fn shown_load(&self) -> u32 {
        self.loading.number - u32::from(self.incoming.is_some())
    }
}
