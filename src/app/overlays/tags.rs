//! A text field for tags, with completion from those that subscriptions have.

use tui_input::{Input, InputRequest};

use crate::library::FeedStatus;
use crate::text;

use crate::app::input::key::Key;
use crate::app::input::text_field;

/// Tags as they are typed: words, or several words in quotes.
#[derive(Debug, Default)]
pub struct Tags {
    /// The text typed so far.
    pub input: Input,
    /// The tags that begin with the last word, once Tab was pressed.
    pub candidates: Vec<String>,
    /// Which of them is inserted.
    pub at: usize,
    /// The text before the last word.
    before: String,
}

impl Tags {
    /// Handles a key.
    pub(in crate::app) fn take(&mut self, key: Key) {
        self.candidates.clear();
        text_field::take(&mut self.input, key);
    }

    /// Inserts pasted text.
    pub(in crate::app) fn insert(&mut self, words: &str) {
        self.candidates.clear();
        text_field::insert(&mut self.input, words);
    }

    /// Returns the tags, each once.
    ///
    /// # Errors
    /// If a quote is not closed.
    pub(in crate::app) fn words(&self) -> Result<Vec<String>, String> {
        let split = shell_words::split(self.input.value());
        let words = split.map_err(|_error| "a quote is not closed".to_owned())?;
        let mut tags: Vec<String> = Vec::new();
        for word in words {
            let tag = word.trim().trim_matches(',').to_owned();
            if !tag.is_empty() && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Ok(tags)
    }

    /// Completes the last word; repeated, inserts the next or the previous candidate. Returns
    /// whether there is any.
    pub(in crate::app) fn complete(&mut self, forward: bool, feeds: &[FeedStatus]) -> bool {
        if self.candidates.is_empty() {
            let typed = self.input.value();
            let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let (before, word) = typed.split_at(start);
            self.before = before.to_owned();
            (self.candidates, self.at) = (offered(word, before, feeds), 0);
        } else {
            let count = self.candidates.len();
            self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
        }
        let Some(tag) = self.candidates.get(self.at) else { return false };
        let mut input = Input::new(format!("{}{tag}", self.before));
        input.handle(InputRequest::GoToEnd);
        self.input = input;
        true
    }
}

/// Returns the tags that begin with a word and were not typed before it, quoted where needed.
fn offered(word: &str, before: &str, feeds: &[FeedStatus]) -> Vec<String> {
    let prefix = text::folded(word);
    let mut tags: Vec<&str> = feeds.iter().flat_map(|feed| &feed.tags).map(|tag| &**tag).collect();
    tags.sort_unstable();
    tags.dedup();
    let used = shell_words::split(before).unwrap_or_default();
    tags.retain(|tag| text::folded(tag).starts_with(&prefix) && !used.iter().any(|it| it == tag));
    tags.into_iter().map(|tag| shell_words::quote(tag).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use crate::library::Subscription;

    use super::*;

    fn typed(words: &str) -> Tags {
        let mut tags = Tags::default();
        tags.insert(words);
        tags
    }

    fn feed(tags: &[&str]) -> FeedStatus {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let subscription = Subscription::new("https://a.example/feed");
        FeedStatus::unfetched(&Subscription { tags, ..subscription })
    }

    #[test]
    fn tags_are_words_or_stand_in_quotes() {
        let words = |text| typed(text).words().expect("tags");
        assert_eq!(words("rust \"long reads\" rust"), ["rust", "long reads"]);
        assert_eq!(words("rust, go ,"), ["rust", "go"]);
        assert!(words("  ").is_empty());
        assert!(typed("\"long").words().is_err());
    }

    #[test]
    fn tab_goes_through_the_tags_that_are_known() {
        let feeds = [feed(&["rust", "long reads"]), feed(&["ruby", "rust"])];
        let mut tags = typed("go ru");
        assert!(tags.complete(true, &feeds));
        assert_eq!(tags.input.value(), "go ruby");
        assert!(tags.complete(true, &feeds));
        assert_eq!(tags.input.value(), "go rust");
        let mut tags = typed("L");
        assert!(tags.complete(true, &feeds));
        assert_eq!(tags.words().expect("tags"), ["long reads"]);
        assert!(!typed("zebra").complete(true, &feeds));
        assert!(!typed("rust rust").complete(true, &feeds), "a tag stands once");
    }
}
