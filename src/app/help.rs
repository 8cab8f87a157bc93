//! What help says, line by line: the keys from the table of actions, then the
//! signs that rows use. How it looks is for the view.

use super::action::{TABLE, keys_of};

/// Signs on rows, with the word for each.
const SIGNS: [(&str, &str); 7] = [
    ("▲ 24", "heat: how much the story matters"),
    ("q24", "quality, where there is no heat"),
    ("▶", "a video"),
    ("⚠", "its header could not be read, see !"),
    ("→", "a related link that is in the list too"),
    ("3h 2d 5w", "hours, days, weeks ago; older: the date"),
    ("-", "no date"),
];

/// Keys or signs, and what they mean; an empty line between the two parts.
pub(crate) fn lines() -> impl Iterator<Item = (String, &'static str)> {
    let keys = TABLE.iter().map(|entry| (keys_of(entry), entry.sentence));
    let signs = SIGNS.iter().map(|(sign, meaning)| ((*sign).to_owned(), *meaning));
    keys.chain(std::iter::once((String::new(), ""))).chain(signs)
}

/// How many lines.
pub(super) fn len() -> usize {
    TABLE.len() + 1 + SIGNS.len()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_length_is_that_of_the_lines() {
        assert_eq!(super::lines().count(), super::len());
    }
}
