//! The words that the titles of a story share, as they are written.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use super::words::{Word, each_word};

/// Number of words that are named.
const NAMED: usize = 4;

/// What is known of a word.
struct Shared<'a> {
    word: Word,
    written: String,
    /// The titles with the word.
    titles: Vec<&'a str>,
}

/// Returns the words that most titles share, the rarest and most frequent first.
#[must_use]
pub(in super::super) fn shared_words(titles: &[&str]) -> Vec<String> {
    let mut known: FxHashMap<u32, Shared<'_>> = FxHashMap::default();
    for title in titles {
        each_word(title, |word, folded| {
            if word.is_evidence() {
                let new = || Shared { word, written: folded.to_owned(), titles: Vec::new() };
                let shared = known.entry(word.stem).or_insert_with(new);
                if shared.titles.last() != Some(title) {
                    shared.titles.push(title);
                }
            }
        });
    }
    let mut shared: Vec<Shared<'_>> =
        known.into_values().filter(|shared| shared.titles.len() > 1).collect();
    let weight = |it: &Shared<'_>| it.titles.len() * usize::from(it.word.rarity);
    shared.sort_by(|a, b| (Reverse(weight(a)), &a.written).cmp(&(Reverse(weight(b)), &b.written)));
    shared.into_iter().take(NAMED).map(|it| as_written(&it)).collect()
}

/// The word as the first title with it writes it.
fn as_written(shared: &Shared<'_>) -> String {
    let written = shared.titles.first().and_then(|title| {
        title.unicode_words().find(|word| {
            let mut is_it = false;
            each_word(word, |it, _| is_it |= it.stem == shared.word.stem);
            is_it
        })
    });
    let bare = written.map(|word| word.split(['\'', '’']).next().unwrap_or(word).to_owned());
    bare.unwrap_or_else(|| shared.written.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_words_are_those_of_most_titles() {
        let titles = [
            "Earthquake off Noto triggers tsunami",
            "Noto's tsunami after an earthquake",
            "Noto: earthquakes go on",
        ];
        assert_eq!(shared_words(&titles), ["Noto", "Earthquake", "tsunami"]);
        assert_eq!(shared_words(&["One of a kind"]), [""; 0]);
        assert_eq!(shared_words(&["日本地震", "地震引发海啸"]), ["地震"]);
    }
}
