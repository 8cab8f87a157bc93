//! newswire, a terminal news reader: the library behind the program. Modules are private; the
//! exports below serve the program, its tests and its benches. They are not a stable interface for
//! other crates.

mod app;
mod article;
mod cli;
mod config;
mod document;
mod download;
mod feed;
mod file;
mod library;
mod load;
mod markup;
mod net;
mod picture;
mod problem;
mod query;
mod shell;
mod state;
mod store;
mod terminal;
mod text;
mod view;
mod yaml;

pub use app::{
    Action, Anchor, App, Argument, BodyRequest, Code, CommandOutput, Confirm, Cursor, Desktop,
    Diagnostics, DownloadEvent, Downloads, Effect, Entry, FeedLine, FileHead, Focus, Help, Hint,
    Hints, Item, Job, Key, Keymap, Layout, List, Loading, Menu, MenuItem, Message, Motion, Mouse,
    NewFeed, Offers, Overlay, Palette as CommandPalette, PaletteRow, Phrase, Picks, Pipe,
    PipeInput, Piped, Problems, Progress, Prompt, Reader, RelatedPane, Scope, Searched, Shape,
    Sidebar, SidebarRow, Status, Subscribe, SubscribeStep, Syncing, TABLE, Tags, TerminalEffect,
    Topic, View, Wanted, presets, row,
};
pub use article::{
    Article, Body, Date, Enclosure, Image, LinkError, Origin, Page, Pool, Provider, Related,
    canonical, host, openable,
};
pub use cli::{
    Arguments, Color, Command, CompletionRequest, Failure, KeyRow, KeyRows, KeysOf, MANUAL,
    ManualPage, Opened, Output, marks_file, prepare_library, report_size_limit,
};
pub use config::{
    AUTO, CliOverrides, Config, DEFAULTS, Images, Ink, KeyLine, Keys, MuteRule, Opener, Palette,
    ParsedConfig, Position as ConfigPosition, Retain, RetainThen, RowLines, Rule, SavedView,
    Setting, SettingsFile, Showing, SyncWhen, Themes, Watch, WhenKnown, options,
};
pub use document::{Parsed, parse as parse_document, parse_date};
pub use download::{Download, DownloadControl, DownloadError, Downloader, file_name};
pub use feed::{
    Candidate, Context as FeedContext, Entry as FeedEntry, EntrySource, Feed, NoOpml, Opml,
    OpmlFeed, ParseError as FeedError, Reason, SiteRule, feeds_of, parse as parse_feed, parse_opml,
    site_rule, usual_addresses, write_opml,
};
pub use library::{
    About as DocumentAbout, ChangeError, FeedOutcome, FeedStatus, Fixed as DocumentFixed,
    FoundFeed, Library as FeedLibrary, LineChange, Masked, Retention as FeedRetention, SaveError,
    SavedQuery, Source, Subscription, Subscriptions, SubscriptionsFile, SyncControl, SyncEvent,
    SyncScope, SyncSummary, document as write_document,
};
pub use load::{
    Batch, Cache, CacheFile, Contents, Input, LeftOut, Paths, Statistics, WatchEvents, WatchHandle,
    Watcher, all, begin, body, ear, run as load,
};
pub use markup::{
    Align, Block, Cell, Document, Format, Inline, Item as ListItem, Laid, Line, Measure, Numbers,
    PICTURE, Room, Slice, Slot, Slots, Span, Style, Tone, flow, flow_with, page,
    parse as parse_markup,
};
pub use net::{
    Addresses, Agent, Control, Error as NetError, Headers, Limits, Redirect, Request, Response,
    Stream, Wait, user_agent,
};
pub use picture::{Font, Graphics, ImageCache, Location, Picture, Transmission, decode, locate};
pub use problem::{Problem, Severity};
pub use query::{
    Completion, Condition, Field, Mistake, Number, Offer, Order, Query, Sort, State, When,
    complete, help as query_help, parse as parse_query, quoted, written,
};
pub use shell::{Draw, Session, run, run_with};
pub use state::{
    Assigned, Assignment, Database, Mark, Marking, Muting, OpenOutcome, Record, ResumePoint,
    SeenPages, StateError, Timestamped, remembered_theme,
};
pub use store::{
    Highlights, Holdings, Id, Inserted, Reading, Search, Store, StoryText, similarity,
};
pub use terminal::{Depth, Multiplexer, Protocol, Terminal, TextOrder};
pub use text::{age, chop, clip, day, decode_entities, fit, line, lines, width, wrap};
pub use view::{Links, Theme, contrast, draw, links};
