//! What ties the reports of a story together.

use crate::state::Assigned;

use super::similarity::shared_words;
use super::{Id, Store};

/// Why the reports of a story are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// The reader joined them.
    Joined,
    /// The reader took the article out of its story.
    Split,
    /// Several documents are of the same page.
    SamePage,
    /// One lists the other.
    Listed,
    /// Their titles share these words, the strongest first.
    Words(Vec<String>),
}

impl Store {
    /// Returns what the story of an article rests on; `None` if it is the only report and nobody
    /// decided that.
    #[must_use]
    pub(crate) fn basis(&self, id: Id) -> Option<Basis> {
        let article = self.get(id)?;
        if self.assigned(&article.key).0 == Assigned::Apart {
            return Some(Basis::Split);
        }
        let members: Vec<_> = self.story(id).iter().filter_map(|id| self.get(*id)).collect();
        if members.len() < 2 {
            return None;
        }
        let joined = members.iter().map(|member| self.assigned(&member.key).0);
        let mut joined: Vec<Assigned> =
            joined.filter(|story| matches!(story, Assigned::With(_))).collect();
        joined.sort_unstable();
        Some(if joined.windows(2).any(|two| two[0] == two[1]) {
            Basis::Joined
        } else if self.stories.is_grouped(id) {
            let titles: Vec<&str> = members.iter().map(|member| &*member.title).collect();
            Basis::Words(shared_words(&titles))
        } else if members.iter().all(|member| member.key == article.key) {
            Basis::SamePage
        } else {
            Basis::Listed
        })
    }
}
