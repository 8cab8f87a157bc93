//! The file of the settings and the themes beside it, followed while the reader is open.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::Message;
use crate::config::SettingsFile;
use crate::config::Themes;
use crate::config::Watch;
use crate::problem::Problem;
use crate::problem::cause;

use super::{Event, Session};

/// Whoever writes a file does not pause for longer than this.
const QUIET: Duration = Duration::from_millis(100);

/// Looks at the file whenever it is told that something may have changed: by the system, and by
/// who holds the other end.
pub(super) fn follow(session: &Session, outbox: Sender<Event>) -> Sender<()> {
    let (nudge, nudges) = mpsc::channel();
    let file = session.settings.clone();
    let watcher = match session.config.watch {
        Watch::On => watch(&file.path, nudge.clone()),
        Watch::Poll | Watch::Off => None,
    };
    thread::spawn(move || {
        // For the menu of themes, which shows each at once.
        Themes::prepare();
        serve(file, &nudges, &outbox);
        drop(watcher);
    });
    nudge
}

/// The folder is watched, not the file: most editors put another in its place.
fn watch(path: &Path, nudge: Sender<()>) -> Option<RecommendedWatcher> {
    let folder = std::path::absolute(path).ok()?.parent()?.to_owned();
    let tell = move |told: notify::Result<notify::Event>| {
        if !told.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
            // Where nobody listens any more, nobody has to be told.
            let _ = nudge.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    // Where it cannot be watched, it is still looked at now and then.
    watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
    // Most have no themes of their own.
    let _ = watcher.watch(&folder.join("themes"), RecursiveMode::NonRecursive);
    Some(watcher)
}

fn serve(mut file: SettingsFile, nudges: &Receiver<()>, outbox: &Sender<Event>) {
    let mut failure = None;
    let mut parsed = file.read();
    while nudges.recv().is_ok() {
        while nudges.recv_timeout(QUIET).is_ok() {}
        let read = std::fs::read_to_string(&file.path);
        let problem = read.as_ref().err().filter(|it| it.kind() != std::io::ErrorKind::NotFound);
        let problem = problem.map(|error| {
            Problem::error(&file.path, format!("cannot read the config: {}", cause(error)))
        });
        if let Some(problem) = problem {
            if failure.as_ref() == Some(&problem) {
                continue;
            }
            // What was parsed before holds.
            parsed.problems = vec![problem.clone()];
            failure = Some(problem);
        } else {
            // Without a file there are the defaults.
            let content = read.unwrap_or_default();
            let is_same = content == file.content && failure.is_none();
            file.content = content;
            let read = file.read();
            if is_same && read.config.themes == parsed.config.themes {
                continue;
            }
            parsed = read;
            failure = None;
        }
        let parsed = Box::new(parsed.clone());
        let message = Message::Settings { path: file.path.clone(), parsed };
        if outbox.send(Event::Message(message)).is_err() {
            return;
        }
    }
}
