//! Resuming where the last session ended: restores the view at once, the article as soon as it has
//! been read.

use crate::article::Page;
use crate::state::Record;
use crate::state::ResumePoint;

use crate::app::App;
use crate::app::effect::Effect;

impl App {
    /// Returns the position to resume at in the next session, without the name of what is opened,
    /// which the caller adds. `None` until the position of the last session has been restored.
    #[must_use]
    pub fn resume_point(&self) -> Option<ResumePoint> {
        // A choice of the user counts even if the old position has not been restored.
        let on_the_way = self.resume.is_some() && !self.loading.finished;
        if !self.list.is_chosen() && (!self.has_recalled || on_the_way) {
            return None;
        }
        let article = self.shown().map(|article| (&*article.key).into());
        let view = self.list.view().name().into();
        // The first row is the default and the newest article each time, so it is no choice to
        // save.
        let article = article.filter(|_| self.list.is_chosen());
        // Pages not loaded yet would count as new the next time.
        let seen = (self.loading.is_whole() && !self.store.is_empty()).then(|| self.store.pages());
        let position = self.reader.place();
        Some(ResumePoint { opened: "".into(), view, article, position, seen })
    }

    /// Takes all pages loaded at the first visit as known, so that only later ones are new.
    pub(in crate::app) fn get_to_know(&mut self) {
        if self.has_recalled && self.list.is_settled() && !self.store.has_known() {
            self.store.take_known(self.store.pages());
        }
    }

    /// Takes over records of earlier sessions, or of another running newswire.
    pub(in crate::app) fn recalled(&mut self, records: Vec<Record>) -> Vec<Effect> {
        let (mut markings, mut mutings, mut point) = (Vec::new(), Vec::new(), None);
        let mut assignments = Vec::new();
        for record in records {
            match record {
                Record::Mark(marking) => markings.push(marking),
                Record::Mute(muting) => mutings.push(muting),
                Record::Assignment(assignment) => assignments.push(assignment),
                Record::ResumePoint(known) => point = Some(known),
                Record::Divider(at) => self.split = Some(at),
                Record::Theme(name) => self.theming.recall(name),
            }
        }
        let first = !std::mem::replace(&mut self.has_recalled, true);
        self.take_marks(&markings);
        self.take_mutes(mutings);
        self.take_assignments(&assignments);
        if let Some(seen) = point.as_mut().and_then(|point| point.seen.take()) {
            let new = self.store.take_known(seen);
            self.list.marked(&new, &self.store);
        }
        self.get_to_know();
        if first {
            // These rows have not been seen in this session: drops read articles from the unread
            // views.
            self.list.fill(&self.store);
        }
        if point.is_some() {
            self.stop_greeting();
        }
        if let Some(point) = point
            && !self.list.is_chosen()
            && self.searched.is_none()
            && self.overlays.is_empty()
        {
            let views = self.list.views();
            if let Some(at) = views.iter().position(|view| *view.name() == *point.view) {
                self.list.show(at, &self.store, self.now);
            }
            self.resume = Some(point);
            self.try_to_resume();
            // After the load, articles arriving later must not move the user from what is on the
            // screen.
            self.resume = self.resume.take().filter(|_| !self.list.is_settled());
        }
        Vec::new()
    }

    /// Selects the article of the last session once it has arrived, unless the user has chosen
    /// something else by then.
    pub(in crate::app) fn try_to_resume(&mut self) {
        if self.list.is_chosen() || self.searched.is_some() {
            self.resume = None;
            return;
        }
        let Some(point) = &self.resume else { return };
        let Some(key) = &point.article else { return };
        let Some(id) = self.store.find(Page::of_key(key)) else { return };
        let at = point.position;
        // An article read in the last session is no longer in the unread views, but is listed to
        // resume there.
        self.list.admit(id, &self.store);
        self.reader.await_place(id, at);
        self.list.select(id, &self.store);
        self.resume = None;
    }
}
