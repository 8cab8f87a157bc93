//! One copy of each string that many documents repeat: providers, domains,
//! topics, categories.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Shared by all parsing threads of a run.
#[derive(Debug, Default)]
pub struct Pool {
    strings: Mutex<HashSet<Arc<str>>>,
}

impl Pool {
    /// The shared copy of `text`.
    pub fn share(&self, text: &str) -> Arc<str> {
        // A panic while the lock was held cannot leave a set of strings half changed.
        let mut strings = self.strings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = strings.get(text) {
            return Arc::clone(shared);
        }
        let shared: Arc<str> = Arc::from(text);
        strings.insert(Arc::clone(&shared));
        shared
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
}
