//! Follows the settings file and the themes next to it while the reader is open.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::Message;
use crate::config::SettingsFile;
use crate::config::Themes;
use crate::config::Watch;
use crate::file;
use crate::problem::Problem;
use crate::problem::cause;

use super::{Event, Session};

/// Quiet time after a change: by then the file has been written completely.
const QUIET: Duration = Duration::from_millis(100);

/// Checks the file whenever it may have changed: on events of the system, and on messages through
/// the returned sender.
pub(super) fn follow(session: &Session, outbox: Sender<Event>) -> Sender<()> {
    let (nudge, nudges) = mpsc::channel();
    let file = session.settings.clone();
    let watcher = match session.config.watch {
        Watch::On => watch(&file.path, nudge.clone()),
        Watch::Poll | Watch::Off => None,
    };
    thread::spawn(move || {
        // For the theme menu, which previews each theme at once.
        Themes::prepare();
        serve(file, &nudges, &outbox);
        drop(watcher);
    });
    nudge
}

/// Watches the folder, not the file: most editors replace the file.
fn watch(path: &Path, nudge: Sender<()>) -> Option<RecommendedWatcher> {
    let folder = std::path::absolute(path).ok()?.parent()?.to_owned();
    let tell = move |told: notify::Result<notify::Event>| {
        if !told.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
            // If the receiver is gone, nobody needs the event.
            let _ = nudge.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    // If watching fails, the file is still checked now and then.
    watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
    // Most users have no themes folder.
    let _ = watcher.watch(&folder.join("themes"), RecursiveMode::NonRecursive);
    Some(watcher)
}

fn serve(mut file: SettingsFile, nudges: &Receiver<()>, outbox: &Sender<Event>) {
    let mut failure = None;
    let mut parsed = file.read();
    while nudges.recv().is_ok() {
        while nudges.recv_timeout(QUIET).is_ok() {}
        let read = file::settings(&file.path);
        let problem = read.as_ref().err().filter(|it| it.kind() != std::io::ErrorKind::NotFound);
        let problem = problem.map(|error| {
            Problem::error(&file.path, format!("cannot read the config: {}", cause(error)))
        });
        if let Some(problem) = problem {
            if failure.as_ref() == Some(&problem) {
                continue;
            }
            // The settings parsed before stay in force.
            parsed.problems = vec![problem.clone()];
            failure = Some(problem);
        } else {
            // Without a file the defaults apply.
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
