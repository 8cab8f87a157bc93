//! Coming back to where one was: the view at once, the article as soon as it has been read.

use crate::article::Page;
use crate::state::Record;
use crate::state::ResumePoint;

use crate::app::App;
use crate::app::effect::Effect;

impl App {
    /// Where the reader is, for the next time; what is opened is for others to say. None while it
    /// has not yet come back to where it was the last time.
    #[must_use]
    pub fn resume_point(&self) -> Option<ResumePoint> {
        // Who has chosen something is there, whatever was to come.
        let on_the_way = self.resume.is_some() && !self.loading.finished;
        if !self.list.is_chosen() && (!self.has_recalled || on_the_way) {
            return None;
        }
        let article = self.shown().map(|article| (&*article.key).into());
        let view = self.list.view().name().into();
        // Nobody has chosen the article on the first row, which is the newest each time.
        let article = article.filter(|_| self.list.is_chosen());
        // What has not been loaded would be new the next time.
        let seen = (self.loading.is_whole() && !self.store.is_empty()).then(|| self.store.pages());
        let position = self.reader.place();
        Some(ResumePoint { opened: "".into(), view, article, position, seen })
    }

    /// At the first visit what was loaded is known, and only what comes later is new.
    pub(in crate::app) fn get_to_know(&mut self) {
        if self.has_recalled && self.list.is_settled() && !self.store.has_known() {
            self.store.take_known(self.store.pages());
        }
    }

    /// Takes what was kept in earlier sessions, or by others since.
    pub(in crate::app) fn recalled(&mut self, records: Vec<Record>) -> Vec<Effect> {
        let (mut markings, mut mutings, mut point) = (Vec::new(), Vec::new(), None);
        for record in records {
            match record {
                Record::Mark(marking) => markings.push(marking),
                Record::Mute(muting) => mutings.push(muting),
                Record::ResumePoint(known) => point = Some(known),
                Record::Divider(at) => self.split = Some(at),
                Record::Theme(name) => self.theming.recall(name),
            }
        }
        let first = !std::mem::replace(&mut self.has_recalled, true);
        self.take_marks(&markings);
        self.take_mutes(mutings);
        if let Some(seen) = point.as_mut().and_then(|point| point.seen.take()) {
            let new = self.store.take_known(seen);
            self.list.marked(&new, &self.store);
        }
        self.get_to_know();
        if first {
            // Nobody has seen the rows of before: what is read leaves the views of unread.
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
            // What arrives by and by turns nobody away from what is on the screen.
            self.resume = self.resume.take().filter(|_| !self.list.is_settled());
        }
        Vec::new()
    }

    /// Turns to the article that was left, once it is here; not where something else has been
    /// chosen by then.
    pub(in crate::app) fn try_to_resume(&mut self) {
        if self.list.is_chosen() || self.searched.is_some() {
            self.resume = None;
            return;
        }
        let Some(point) = &self.resume else { return };
        let Some(key) = &point.article else { return };
        let Some(id) = self.store.find(Page::of_key(key)) else { return };
        let at = point.position;
        // What was read the last time has left the views of unread, but not its reader.
        self.list.admit(id, &self.store);
        self.reader.await_place(id, at);
        self.list.select(id, &self.store);
        self.resume = None;
    }
}
