//! Ids that mean other articles: after everything was read again, and where a file changed. What
//! waits with an id in its hand is told, or lets go of it.

use crate::store::Id;

use crate::app::overlays::Overlay;
use crate::app::{App, Status};

impl App {
    /// Everywhere the ids of before become those of now, or nothing where there is none.
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
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

    /// A question about articles of which none is left is not asked any more.
    pub(in crate::app) fn drop_idle_questions(&mut self) {
        let is_idle = |overlay: &Overlay| overlay.layer().is_idle();
        if self.overlays.iter().any(is_idle) {
            self.overlays.retain(|overlay| !is_idle(overlay));
            self.status = Status::info("what was asked about is gone");
        }
    }
}
