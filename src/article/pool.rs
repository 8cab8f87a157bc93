//! One copy of each string that many documents repeat: providers, domains,
//! topics, categories.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// So many strings are kept without a look at which of them are still used.
const FEW: usize = 1_024;

/// Shared by all parsing threads of a run.
#[derive(Debug, Default)]
pub struct Pool {
    strings: Mutex<Strings>,
}

#[derive(Debug, Default)]
struct Strings {
    all: HashSet<Arc<str>>,
    /// How many were used at the last look.
    used: usize,
}

impl Pool {
    /// The shared copy of `text`.
    pub fn share(&self, text: &str) -> Arc<str> {
        // A panic while the lock was held cannot leave a set of strings half changed.
        let mut strings = self.strings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = strings.all.get(text) {
            return Arc::clone(shared);
        }
        strings.make_room();
        let shared: Arc<str> = Arc::from(text);
        strings.all.insert(Arc::clone(&shared));
        shared
    }

    /// How many strings it holds: at most [`FEW`] or twice those that documents use.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strings.lock().unwrap_or_else(PoisonError::into_inner).all.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Strings {
    /// Gives back what no document uses any more, whenever there are twice as many strings as
    /// were used at the last look: so a look costs as much as the strings that came since.
    fn make_room(&mut self) {
        if self.all.len() < FEW.max(2 * self.used) {
            return;
        }
        self.all.retain(|shared| Arc::strong_count(shared) > 1);
        self.used = self.all.len();
        self.all.shrink_to(2 * self.used);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_are_one_allocation() {
        let pool = Pool::default();
        assert!(Arc::ptr_eq(&pool.share("NASA"), &pool.share("NASA")));
    }

    #[test]
    fn strings_that_nobody_uses_are_given_back() {
        let pool = Pool::default();
        let used: Vec<Arc<str>> = (0..3_000).map(|at| pool.share(&format!("used {at}"))).collect();
        for at in 0..100_000 {
            pool.share(&format!("gone {at}"));
        }
        assert!(pool.len() <= 2 * used.len() + FEW, "{}", pool.len());
        let again = used.iter().all(|text| Arc::ptr_eq(text, &pool.share(text)));
        assert!(again, "what is used stays shared");
    }
}
