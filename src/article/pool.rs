//! Interns strings that many documents repeat: providers, domains, topics, categories.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Below this number of strings, unused ones are not looked for.
const FEW: usize = 1_024;

/// A string pool shared by all parsing threads.
#[derive(Debug, Default)]
pub struct Pool {
    strings: Mutex<Strings>,
}

#[derive(Debug, Default)]
struct Strings {
    all: HashSet<Arc<str>>,
    /// Number of strings in use after the last cleanup.
    used: usize,
}

impl Pool {
    /// Returns the shared copy of `text`.
    pub fn share(&self, text: &str) -> Arc<str> {
        // A panic while the lock was held cannot leave the set half changed.
        let mut strings = self.strings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = strings.all.get(text) {
            return Arc::clone(shared);
        }
        strings.make_room();
        let shared: Arc<str> = Arc::from(text);
        strings.all.insert(Arc::clone(&shared));
        shared
    }

    /// Returns the number of strings: at most `FEW` or twice the number used by documents.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strings.lock().unwrap_or_else(PoisonError::into_inner).all.len()
    }

    /// Whether the pool is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Strings {
    /// Drops unused strings once the pool has doubled since the last cleanup, so that a cleanup
    /// costs no more than the insertions since the last one.
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
