//! The state of the app and the only way it changes: a message comes in, effects go out. Does not
//! touch the terminal, disk, network or clock. Panes own their state; this module coordinates them.

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
pub use effect::{BodyRequest, Effect, Job, NewFeed, Pipe, PipeInput, TerminalEffect, Wanted};
pub use input::key::{Code, Key};
pub use input::keymap::{Keymap, presets};
pub use input::mouse::{Motion, Mouse};
pub(crate) use input::text_field::cursor as typed_cursor;
pub use message::{DownloadEvent, Message, Piped};
pub use model::desktop::{Desktop, Progress};
pub use model::downloads::Downloads;
pub use model::loading::Loading;
pub(crate) use model::openers::Openers;
pub use model::sync::Syncing;
pub use overlays::Overlay;
pub use overlays::complete::Offers;
pub use overlays::confirm::Confirm;
pub use overlays::feed_line::FeedLine;
pub use overlays::file::FileHead;
pub use overlays::help::Help;
pub(crate) use overlays::help::{HelpLine, HelpPage};
pub use overlays::hints::{Hint, Hints};
pub use overlays::menu::{Menu, MenuItem};
pub(crate) use overlays::menu::{menu_area, menu_rows};
pub use overlays::output::CommandOutput;
pub use overlays::palette::{Palette, PaletteRow};
pub use overlays::phrase::Phrase;
pub(crate) use overlays::problems::PROBLEM_ROWS;
pub use overlays::problems::Problems;
pub use overlays::prompt::Prompt;
pub(crate) use overlays::subscribe::{HEADLINE_ROWS, subscribe_area, subscribe_rows};
pub use overlays::subscribe::{Subscribe, SubscribeStep};
pub use overlays::tags::Tags;
pub use panes::anchor::Anchor;
pub use panes::cursor::Cursor;
pub use panes::diagnostics::Diagnostics;
pub(crate) use panes::header::Weight;
pub use panes::layout::{Focus, Layout, Shape};
pub(crate) use panes::layout::{
    dialog, headline_area, help as help_area, inner, overlay as overlay_area,
    palette as palette_area, popup,
};
pub use panes::list::List;
pub use panes::picks::Picks;
pub use panes::reader::Reader;
pub use panes::related::{Item, RelatedPane};
pub use panes::search::Searched;
pub use panes::sidebar::{Sidebar, SidebarRow, Topic};
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
use crate::problem::Problem;
use crate::state::ResumePoint;
use crate::store::Id;
use crate::store::Store;
use crate::terminal::TextOrder;

/// The number of the first load.
const FIRST_LOAD: u32 = 1;

/// A position to return to after a jump.
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
    /// The sidebar.
    pub sidebar: Sidebar,
    /// Overlays drawn above the panes, the front one last.
    pub overlays: Vec<Overlay>,
    /// The pane that receives keys.
    pub focus: Focus,
    /// Whether zen mode hides all panes but the article.
    pub zen: bool,
    /// The pane that had the focus before zen mode.
    before_zen: Focus,
    /// The areas of the panes on the screen.
    pub layout: Layout,
    /// The current or last load.
    pub loading: Loading,
    /// Problems of the articles in the store and of the settings.
    pub diagnostics: Diagnostics,
    /// The running sync.
    pub syncing: Syncing,
    /// The downloads that have not ended.
    pub downloads: Downloads,
    /// Problems of the feeds and of their file.
    feed_problems: Vec<Problem>,
    /// The last message in the status line.
    pub status: Status,
    /// The count typed so far.
    pub count: Option<usize>,
    /// The active search of the view.
    pub searched: Option<Searched>,
    /// The picked rows.
    pub picks: Picks,
    /// Whether marks cannot be saved and last for this session only.
    pub unkept: bool,
    /// What was opened, as named on the command line.
    pub label: String,
    /// The current time.
    pub now: Timestamp,
    /// The keys in force.
    pub keymap: Keymap,
    pending: PendingKeys,
    settings: Settings,
    /// How right-to-left text has to be sent to the terminal.
    pub text_order: TextOrder,
    /// Maximum width of an article's text, in columns.
    text_width: u16,
    size: (u16, u16),
    /// The list's share of the screen in thousandths, if the user has moved the divider.
    split: Option<u16>,
    /// The divider is being dragged.
    dragging: bool,
    grouping: GroupingState,
    arrivals: Arrivals,
    steps: Steps,
    mutes: Mutes,
    visit: Visit,
    theming: Theming,
    /// How long an article has to be open to count as read; `None` turns this off.
    read_after: Option<Duration>,
    /// Time limit for a program that gets an article.
    pipe_limit: Option<Duration>,
    /// Output of such programs that has not been shown yet.
    outputs: VecDeque<CommandOutput>,
    pictures: Pictures,
    /// Past searches, the latest last.
    history: Vec<String>,
    /// Past commands, the latest last.
    commands: Vec<String>,
    /// The records of earlier sessions have arrived.
    has_recalled: bool,
    /// Where the last session ended, until that article has been found.
    resume: Option<ResumePoint>,
    opening: Opening,
    jumplist: Vec<Jump>,
    /// The related cursor to restore once the article that was left is shown again.
    returned: Option<Cursor>,
}

impl App {
    /// Creates an empty app for `label`, and returns the effects that load its articles.
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
            sidebar: Sidebar::default(),
            overlays: Vec::new(),
            focus: Focus::List,
            zen: false,
            before_zen: Focus::List,
            layout: Layout::default(),
            loading: Loading::default(),
            diagnostics: Diagnostics::default(),
            syncing: Syncing::default(),
            downloads: Downloads::default(),
            feed_problems: Vec::new(),
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
            text_order: if config.bidi == Some(false) {
                TextOrder::Written
            } else {
                TextOrder::Seen
            },
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
