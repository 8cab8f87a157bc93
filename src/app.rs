//! The state of the reader, and the one way in which it changes: a message comes
//! in, effects go out. No terminal, disk, network or clock here; panes own their
//! state, this module only lets them work together.

mod action;
mod arrange;
mod commands;
mod effect;
mod input;
mod message;
mod model;
mod outlook;
mod overlays;
mod panes;
mod session;
mod status;
mod update;

pub use action::{Action, Argument, Entry, Scope, TABLE, row};
pub use effect::{BodyRequest, Effect, Job, Pipe, PipeInput, TerminalEffect, Wanted};
pub use input::key::{Code, Key};
pub use input::keymap::{Keymap, presets};
pub use input::mouse::{Motion, Mouse};
pub(crate) use input::text_field::cursor as typed_cursor;
pub use message::{Message, Piped};
pub use model::desktop::{Desktop, Progress};
pub use model::loading::Loading;
pub use overlays::Overlay;
pub use overlays::complete::Offers;
pub use overlays::confirm::Confirm;
pub use overlays::file::FileHead;
pub use overlays::help::Help;
pub(crate) use overlays::help::{key_columns, lines as help_lines};
pub use overlays::hints::{Hint, Hints};
pub use overlays::menu::{Menu, MenuItem};
pub(crate) use overlays::menu::{menu_area, menu_rows};
pub use overlays::output::CommandOutput;
pub(crate) use overlays::palette::palette_rows;
pub use overlays::palette::{Palette, PaletteRow};
pub use overlays::phrase::Phrase;
pub(crate) use overlays::problems::PROBLEM_ROWS;
pub use overlays::problems::Problems;
pub use overlays::prompt::Prompt;
pub use panes::anchor::Anchor;
pub use panes::cursor::Cursor;
pub use panes::diagnostics::Diagnostics;
pub(crate) use panes::header::Weight;
pub use panes::layout::{Focus, Layout, Shape};
pub(crate) use panes::layout::{
    dialog, headline_area, inner, overlay as overlay_area, palette as palette_area, popup,
};
pub use panes::list::List;
pub use panes::picks::Picks;
pub use panes::reader::Reader;
pub use panes::related::{Item, RelatedPane};
pub use panes::search::Searched;
pub use panes::view::View;
pub use status::Status;

use input::sequence::PendingKeys;
use model::arrivals::Arrivals;
use model::grouping::GroupingState;
use model::mutes::Mutes;
use model::opening::Opening;
use model::settings::Settings;
use model::theming::Theming;
use model::undo::Steps;
use model::visit::Visit;
use panes::pictures::Pictures;

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use crate::config::Config;
use crate::state::ResumePoint;
use crate::store::Id;
use crate::store::Store;

/// The number of the load with which a reader begins.
const FIRST_LOAD: u32 = 1;

/// A place to come back to after a jump.
#[derive(Debug)]
struct Jump {
    id: Id,
    focus: Focus,
    place: usize,
    related: Cursor,
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
    pub diagnostics: Diagnostics,
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
    pending: PendingKeys,
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
    grouping: GroupingState,
    arrivals: Arrivals,
    steps: Steps,
    mutes: Mutes,
    visit: Visit,
    theming: Theming,
    /// How long an article has to be open to count as read; not at all where there is none.
    read_after: Option<Duration>,
    /// How long a program may take that gets an article.
    pipe_limit: Option<Duration>,
    /// What such programs printed and is not shown yet.
    outputs: VecDeque<CommandOutput>,
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
    jumplist: Vec<Jump>,
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
            diagnostics: Diagnostics::default(),
            status: Status::Quiet,
            count: None,
            searched: None,
            picks: Picks::default(),
            unkept: false,
            label: label.into(),
            now,
            settings: Settings::of(config),
            keymap: Keymap::new(&config.keys).0,
            pending: PendingKeys::default(),
            bidi: config.bidi.unwrap_or(true),
            text_width: config.text_width.unwrap_or(u16::MAX),
            size,
            split: None,
            dragging: false,
            grouping: GroupingState::default(),
            arrivals: Arrivals::default(),
            steps: Steps::default(),
            mutes: Mutes::default(),
            visit: Visit::default(),
            theming: Theming::new(config),
            read_after: config.read_after,
            pipe_limit: config.pipe_limit,
            outputs: VecDeque::new(),
            pictures: Pictures::new(config.images),
            history: Vec::new(),
            commands: Vec::new(),
            has_recalled: false,
            resume: None,
            opening: Opening::default(),
            jumplist: Vec::new(),
            returned: None,
        };
        app.mutes.fixed = config.mute.iter().map(|mute| mute.query.clone()).collect();
        app.apply_mutes();
        app.complain_again();
        app.loading.begin(FIRST_LOAD);
        app.arrange();
        (app, vec![Effect::Job(Job::Load(FIRST_LOAD))])
    }
}
