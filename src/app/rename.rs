//! Articles that are gone or have been renewed. What waits with the id of one in its hand is told,
//! or lets go of it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::store::Id;

use super::overlay::{Overlay, Yes};
use super::{App, Status};

impl App {
    /// These articles are gone; where they have been renewed, those of now take their places
    /// everywhere.
    pub(super) fn rename(&mut self, gone: &[Id], renewed: &FxHashMap<Id, Id>) {
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
        self.rename_arrivals(new);
        self.picks.rename(new);
        self.reader.rename_places(new);
        self.trail.retain_mut(|station| {
            let id = new(station.id);
            station.id = id.unwrap_or(station.id);
            id.is_some()
        });
        for overlay in &mut self.overlays {
            match overlay {
                Overlay::Prompt(prompt) => prompt.rename(new),
                Overlay::Confirm(confirm) => {
                    let (Yes::Open { read: ids, .. } | Yes::Read(ids)) = &mut confirm.yes;
                    *ids = ids.iter().copied().filter_map(new).collect();
                }
                _ => {}
            }
        }
    }

    /// A question about articles of which none is left is not asked any more.
    pub(super) fn drop_idle_questions(&mut self) {
        let is_idle = |overlay: &Overlay| match overlay {
            Overlay::Confirm(confirm) => matches!(&confirm.yes, Yes::Read(ids) if ids.is_empty()),
            _ => false,
        };
        if self.overlays.iter().any(is_idle) {
            self.overlays.retain(|overlay| !is_idle(overlay));
            self.status = Status::info("what was asked about is gone");
        }
    }
}
