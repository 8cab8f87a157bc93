//! Ids that mean other articles: after everything was read again, and where a file changed. What
//! waits with an id in its hand is told, or lets go of it.

use crate::store::Id;

use crate::app::overlays::overlay::{Overlay, Yes};
use crate::app::{App, Status};

impl App {
    /// Everywhere the ids of before become those of now, or nothing where there is none.
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
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
    pub(in crate::app) fn drop_idle_questions(&mut self) {
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
