//! Work off the thread that draws: loading, reading bodies and files, opening
//! links. Every result comes back through the inbox.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Effect;
use crate::app::Message;
use crate::article::Pool;
use crate::config::Watch;
use crate::load;
use crate::load::Batch;
use crate::load::Contents;
use crate::load::Follower;
use crate::load::Nudger;
use crate::load::Statistics;
use crate::markup;
use crate::picture::Stock;
use crate::problem::Problem;
use crate::state::Record;
use crate::state::ResumePoint;
use crate::store;
use crate::text;

use super::openers::Openers;
use super::pictures::Pictures;
use super::state_worker::StateWorker;
use super::{Event, Session, alarm, browser, clipboard, injected_panic, pipe, settings};

/// As much of a file as the list of problems shows.
const HEAD_BYTES: u64 = 256 * 1024;

/// A link that is to be opened, and with which command where not with the usual one.
struct Link {
    url: String,
    browser: Option<String>,
}

/// Starts jobs.
pub(super) struct Jobs {
    session: Arc<Session>,
    /// How changes of the files are noticed, once all of them have been read.
    watch: Arc<Mutex<Watch>>,
    outbox: Sender<Event>,
    pool: Arc<Pool>,
    /// Ends the load under way.
    stop: Arc<AtomicBool>,
    /// Reaches what follows the files of the last load.
    nudger: Option<Nudger>,
    bodies: Sender<Effect>,
    links: Sender<Link>,
    browser: Option<String>,
    pub(super) openers: Arc<Openers>,
    alarm: Sender<alarm::Asked>,
    patience: Sender<alarm::Asked>,
    version: Sender<alarm::Asked>,
    /// Has the file of the settings looked at.
    settings: Sender<()>,
    pub(super) state: StateWorker,
    pub(super) pictures: Pictures,
}

impl Jobs {
    pub(super) fn new(session: Session, outbox: Sender<Event>) -> Self {
        let (bodies, wanted) = mpsc::channel();
        let out = outbox.clone();
        thread::spawn(move || read_bodies(&wanted, &out));
        let session = Arc::new(session);
        let (links, asked) = mpsc::channel();
        let (out, browser) = (outbox.clone(), session.config.browser.clone());
        let openers = Arc::new(Openers::new(&session.config.openers));
        thread::spawn(move || open_links(&asked, &out));
        let alarm = alarm::listen(outbox.clone(), |visit| Event::Message(Message::Rested(visit)));
        let patience = alarm::listen(outbox.clone(), |it| Event::Message(Message::Lingered(it)));
        let version = alarm::listen(outbox.clone(), |_| Event::Version(String::new()));
        let state = StateWorker::start(&session, outbox.clone());
        let settings = settings::follow(&session, outbox.clone());
        let (pool, stop) = (Arc::default(), Arc::default());
        let stock = session.cache.as_ref().map(|cache| Stock::within(cache.folder()));
        let pictures = Pictures::new(session.config.images, stock, outbox.clone());
        Self {
            watch: Arc::new(Mutex::new(session.config.watch)),
            session,
            outbox,
            pool,
            stop,
            nudger: None,
            bodies,
            links,
            browser,
            openers,
            alarm,
            patience,
            version,
            settings,
            state,
            pictures,
        }
    }

    /// Starts what an effect asks for; effects that need no job are ignored.
    pub(super) fn start(&mut self, effect: Effect) {
        match effect {
            Effect::Load(number) => self.load(number),
            body @ Effect::ReadBody { .. } => {
                // The reader of bodies lives as long as this end of its channel.
                let _ = self.bodies.send(body);
            }
            Effect::Look { load, tellings } => {
                self.spawn(move |_| {
                    // Without an answer the reader would wait for it, and never look again.
                    let look = AssertUnwindSafe(|| store::alike(&tellings));
                    let groups = catch_unwind(look).unwrap_or_default();
                    Message::Found { load, groups }
                });
            }
            Effect::Wake { visit, after } => {
                // As with bodies.
                let _ = self.alarm.send((visit, after));
            }
            Effect::Linger { number, after } => {
                // As with bodies.
                let _ = self.patience.send((number, after));
            }
            Effect::ReadHead(path) => {
                self.spawn(move |session| Message::Head { lines: head(session, &path), path });
            }
            Effect::Open(url) => {
                // As with bodies.
                let program = self.openers.find(&url).map(|opener| opener.run.clone());
                let browser = program.or_else(|| self.browser.clone());
                let _ = self.links.send(Link { url, browser });
            }
            Effect::Pipe(pipe) => self.spawn(move |_| Message::Piped(pipe::run(pipe))),
            Effect::Pictures(wanted) => self.pictures.ask(wanted),
            Effect::UseWatch(watch) => {
                *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = watch;
            }
            Effect::UseBrowser(browser) => self.browser = browser,
            Effect::UseOpeners(rules) => self.openers = Arc::new(Openers::new(&rules)),
            Effect::Keep(records) => self.state.keep(records),
            Effect::Copy(_)
            | Effect::Theme(_)
            | Effect::UseThemes(..)
            | Effect::UseTerminal { .. }
            | Effect::UseImages(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
    }

    /// Keeps where the reader was, for the next time.
    pub(super) fn keep_resume_point(&self, point: ResumePoint) {
        if let Some(opened) = &self.session.opened {
            let opened = opened.as_str().into();
            self.state.keep(vec![Record::ResumePoint(ResumePoint { opened, ..point })]);
        }
    }

    /// Hands text to a clipboard program, for terminals that know no OSC 52.
    pub(super) fn copy(&self, text: String) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            if let Err(cause) = clipboard::copy(&text) {
                let _ = outbox.send(Event::Message(Message::Done(Err(cause))));
            }
        });
    }

    /// Stops waiting for the terminal's version after a while.
    pub(super) fn await_version(&self, limit: Duration) {
        // As with bodies.
        let _ = self.version.send((0, limit));
    }

    /// Something that nobody tells of may have changed.
    pub(super) fn look_around(&self) {
        self.nudger.iter().for_each(Nudger::look);
        // As with bodies.
        let _ = self.settings.send(());
    }

    fn load(&mut self, number: u32) {
        self.end_load();
        self.stop = Arc::default();
        let (session, pool, stop) = (self.session.clone(), self.pool.clone(), self.stop.clone());
        let (outbox, watch) = (self.outbox.clone(), Arc::clone(&self.watch));
        let (nudger, ear) = load::ear();
        self.nudger = Some(nudger);
        thread::spawn(move || {
            let tell = |message| {
                // Where the inbox is gone, so is the reader.
                let _ = outbox.send(Event::Message(message));
            };
            let send = |batch| tell(Message::Loaded { load: number, batch });
            let note = |note| tell(Message::Done(Err(note)));
            let follow = |follower: Option<Follower>| {
                let watch = *watch.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(follower) = follower.filter(|_| watch != Watch::Off) {
                    follower.follow(watch, &ear, &note);
                }
            };
            let run = || follow(load_all(&session, &pool, &stop, &send));
            if catch_unwind(AssertUnwindSafe(run)).is_err() {
                let problem = Problem::error(Path::new("."), "the load failed inside newswire")
                    .hint("R tries again; --log tells more");
                let problems = vec![problem];
                send(Batch::of(Contents { problems, finished: true, ..Contents::default() }));
            }
        });
    }

    fn end_load(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.nudger.iter().for_each(Nudger::end);
    }

    fn spawn(&self, job: impl FnOnce(&Session) -> Message + Send + 'static) {
        let (session, outbox) = (self.session.clone(), self.outbox.clone());
        thread::spawn(move || {
            let message = catch_unwind(AssertUnwindSafe(|| {
                injected_panic("worker");
                job(&session)
            }))
            .unwrap_or_else(|_| {
                Message::Done(Err("newswire failed inside; --log tells more".to_owned()))
            });
            let _ = outbox.send(Event::Message(message));
        });
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.end_load();
    }
}

/// Reads everything; returns what follows the files from then on.
fn load_all<'a>(
    session: &'a Session,
    pool: &'a Pool,
    stop: &'a AtomicBool,
    send: &'a (dyn Fn(Batch) + Sync),
) -> Option<Follower<'a>> {
    let began = Instant::now();
    let (statistics, follower) =
        load::begin(&session.origin, session.cache.as_ref(), pool, stop, send);
    let milliseconds = began.elapsed().as_millis();
    let Statistics { parsed, cached, .. } = statistics;
    tracing::info!(opened = session.label, milliseconds, parsed, cached, "load ended");
    follower
}

/// Opens links one after the other, in the order in which they were asked for: a
/// browser that is started many times at once races itself for its profile.
fn open_links(asked: &Receiver<Link>, outbox: &Sender<Event>) {
    let mut next = asked.recv().ok();
    while let Some(Link { url, browser }) = next {
        let after = asked.try_recv().ok();
        let patience = browser::patience(after.is_some());
        let outcome = browser::open(browser.as_deref(), &url, patience);
        if outbox.send(Event::Message(Message::Opened { url, outcome })).is_err() {
            return;
        }
        next = after.or_else(|| asked.recv().ok());
    }
}

/// Reads the bodies that are asked for; of several requests only the last is still
/// wanted, the articles of the others are no longer on the screen.
fn read_bodies(wanted: &Receiver<Effect>, outbox: &Sender<Event>) {
    while let Ok(first) = wanted.recv() {
        let last = wanted.try_iter().last().unwrap_or(first);
        let Effect::ReadBody { load, id, source, body, featured } = last else {
            continue;
        };
        let read = catch_unwind(AssertUnwindSafe(|| {
            let text = load::body(&source, &body)?;
            Ok(markup::page(featured.as_deref(), source.extension().as_deref(), &text))
        }));
        let body = read.unwrap_or_else(|_| {
            Err(Problem::error(source.path(), "laying out the text failed inside newswire"))
        });
        if outbox.send(Event::Message(Message::Body { load, id, body })).is_err() {
            return;
        }
    }
}

fn head(session: &Session, path: &Path) -> Result<Vec<String>, Problem> {
    let content = load::head_of(&session.origin, path, HEAD_BYTES)?;
    Ok(text::lines(&content).lines().map(str::to_owned).collect())
}
