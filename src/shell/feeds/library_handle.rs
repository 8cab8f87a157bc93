//! The library, which is opened when it is first needed and shared between threads.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::library::Library;
use crate::library::Retention;
use crate::state::StateError;

/// The place of the library.
pub(super) struct LibraryHandle {
    folder: PathBuf,
    /// The file of its state.
    marks: PathBuf,
    retention: Retention,
    library: Mutex<Option<Arc<Library>>>,
}

impl LibraryHandle {
    pub(super) fn new(folder: PathBuf, marks: PathBuf, retention: Retention) -> Self {
        Self { folder, marks, retention, library: Mutex::default() }
    }

    /// Opens the library, unless it is open.
    pub(super) fn open(&self) -> Result<Arc<Library>, String> {
        // A panic while opening leaves nothing here.
        let mut library = self.library.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(library) = &*library {
            return Ok(Arc::clone(library));
        }
        let opened = Library::open(&self.folder, &self.marks).map_err(|error| error.to_string())?;
        let opened = opened.with_retention(self.retention);
        Ok(Arc::clone(library.insert(Arc::new(opened))))
    }

    /// Opens the library anew if an error says that its state was lost.
    pub(super) fn reopened(&self, error: &StateError) -> Option<Arc<Library>> {
        if !error.needs_opening() {
            return None;
        }
        *self.library.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.open().ok()
    }

    /// The library, if it is open.
    pub(super) fn opened(&self) -> Option<Arc<Library>> {
        self.library.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
