//! The system's notifications of changes, where they are available.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};

use notify::{ErrorKind, EventKind, RecommendedWatcher, RecursiveMode, WatcherKind};

use crate::config::Watch;

use super::Nudge;

/// The watched folders.
pub(super) struct FolderWatcher {
    watch: Watch,
    /// `None` where the system provides no notifications.
    system: Mutex<Option<RecommendedWatcher>>,
    /// Why notifications stopped, until that has been reported.
    gave_up: Mutex<Option<String>>,
}

impl FolderWatcher {
    pub(super) fn new(watch: Watch, outbox: &Sender<Nudge>) -> Self {
        let none = Self { watch, system: Mutex::new(None), gave_up: Mutex::new(None) };
        if watch != Watch::On {
            return none;
        }
        let outbox = outbox.clone();
        let tell = move |told: notify::Result<notify::Event>| {
            // Reading a file in the folder must not wake the watcher.
            if !told.as_ref().is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                // If the watcher has ended, nobody needs the event.
                let _ = outbox.send(Nudge::Told(told));
            }
        };
        match notify::recommended_watcher(tell) {
            Ok(system) => Self { system: Mutex::new(Some(system)), ..none },
            Err(error) => {
                none.fail(&error);
                none
            }
        }
    }

    /// Whether files are only checked on request.
    pub(super) fn is_off(&self) -> bool {
        self.watch == Watch::Off
    }

    /// Whether files have to be polled.
    pub(super) fn polls(&self) -> bool {
        !self.is_off() && self.is_deaf()
    }

    /// Whether the system provides no notifications.
    pub(super) fn is_deaf(&self) -> bool {
        self.system.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Why notifications stopped; returned once.
    pub(super) fn give_up(&self) -> Option<String> {
        self.gave_up.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Watches a folder that is about to be listed; in this order no change is missed.
    pub(super) fn watch(&self, folder: &Path, is_root: bool) {
        let mode = match <RecommendedWatcher as notify::Watcher>::kind() {
            // One by one, so that hidden folders are skipped and links are followed as elsewhere.
            WatcherKind::Inotify | WatcherKind::Kqueue => RecursiveMode::NonRecursive,
            _ if is_root => RecursiveMode::Recursive,
            _ => return,
        };
        let absolute = std::path::absolute(folder);
        let mut system = self.system.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(watcher), Ok(folder)) = (system.as_mut(), absolute) else { return };
        match notify::Watcher::watch(watcher, &folder, mode) {
            Ok(()) => {}
            Err(error) if is_missing(&error) => {}
            Err(error) => {
                *system = None;
                drop(system);
                self.fail(&error);
            }
        }
    }

    /// Stops watching a folder that has been deleted or replaced by another of the same name.
    pub(super) fn unwatch(&self, folder: &Path) {
        let mut system = self.system.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(watcher), Ok(folder)) = (system.as_mut(), std::path::absolute(folder)) {
            // Most systems have already noticed.
            let _ = notify::Watcher::unwatch(watcher, &folder);
        }
    }

    fn fail(&self, error: &notify::Error) {
        tracing::warn!("watching failed: {error}");
        let told = match error.kind {
            ErrorKind::MaxFilesWatch => {
                "too many folders to watch (raise fs.inotify.max_user_watches)".to_owned()
            }
            _ => format!("changes cannot be watched ({error})"),
        };
        let told = format!("{told}: files are looked at now and then");
        *self.gave_up.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }
}

/// Whether a path was deleted before it could be watched; that is reported as a change.
fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(cause) => cause.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}
