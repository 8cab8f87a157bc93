//! Replaces the ids of gone articles wherever the app keeps them, or drops them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::store::Id;

use crate::app::overlays::Overlay;
use crate::app::{App, Status};

impl App {
    /// Replaces the ids of gone articles by those of their new versions; drops the others.
    pub(in crate::app) fn rename(&mut self, gone: &[Id], renewed: &FxHashMap<Id, Id>) {
        if gone.is_empty() {
            return;
        }
        let gone: FxHashSet<Id> = gone.iter().copied().collect();
        let new = |id: Id| {
            if gone.contains(&id) { renewed.get(&id).copied() } else { Some(id) }
        };
        self.rename_all(&new);
        self.drop_idle_questions();
    }

    fn rename_all(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.list.rename(new);
        self.arrivals.rename(new);
        self.picks.rename(new);
        self.reader.rename_places(new);
        self.jumplist.retain_mut(|jump| {
            let id = new(jump.id);
            jump.id = id.unwrap_or(jump.id);
            id.is_some()
        });
        for overlay in &mut self.overlays {
            overlay.layer_mut().rename(new);
        }
    }

    /// Closes questions about articles that are all gone.
    pub(in crate::app) fn drop_idle_questions(&mut self) {
        let is_idle = |overlay: &Overlay| overlay.layer().is_idle();
        if self.overlays.iter().any(is_idle) {
            self.overlays.retain(|overlay| !is_idle(overlay));
            self.status = Status::info("the question no longer applies");
        }
    }
}
