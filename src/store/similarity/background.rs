//! How rare words are in news: a table of the stems of frequent words. It decides how much a word
//! counts as long as the collection itself says nothing about it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::hash;

/// Lines of a rarity and the stems that have it. The rarity is the negative natural logarithm of
/// the share of titles with the word, from the ranks of words in an encyclopedia and newswires.
const TABLE: &str = include_str!("../../../assets/story-words.txt");
/// Rarity of a word that the table does not have, in tenths.
pub(super) const UNKNOWN: u8 = 108;

static RARITIES: LazyLock<FxHashMap<u32, u8>> = LazyLock::new(|| {
    let mut rarities = FxHashMap::default();
    for line in TABLE.lines() {
        let mut words = line.split(' ');
        let rarity = words.next().and_then(tenths).unwrap_or(UNKNOWN);
        rarities.extend(words.map(|stem| (hash(stem, ""), rarity)));
    }
    rarities
});

/// `4.2` as 42.
fn tenths(number: &str) -> Option<u8> {
    let (whole, fraction) = number.split_once('.')?;
    let whole: u8 = whole.parse().ok()?;
    whole.checked_mul(10)?.checked_add(fraction.parse().ok()?)
}

/// The rarity of a stem, in tenths.
pub(super) fn rarity(stem: u32) -> u8 {
    RARITIES.get(&stem).copied().unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_table_is_read() {
        assert_eq!(rarity(hash("the", "")), 0);
        assert_eq!(rarity(hash("percent", "")), 42);
        assert_eq!(rarity(hash("volcanologist", "")), UNKNOWN);
        let rarities: Vec<Option<u8>> =
            TABLE.lines().map(|line| line.split(' ').next().and_then(tenths)).collect();
        assert!(rarities.iter().all(Option::is_some) && rarities.is_sorted(), "{rarities:?}");
    }
}
