//! The words of a title as stems, with what each of them is.

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::{FxHashSet, FxHasher};

use crate::text;

use super::background;
use super::stem::stem;

/// Words that occur in titles on any subject.
const COMMON: &str = include_str!("../../../assets/common-words.txt");
/// Days and months: dates are not evidence.
const CALENDAR: &str = "monday tuesday wednesday thursday friday saturday sunday january february \
                        march april may june july august september october november december jan \
                        feb mar apr jun jul aug sep sept oct nov dec";
/// Words before the number of a part of a series.
const COUNTERS: &str = "part issue episode week day chapter volume vol number no round";
/// What remains of an English word after an apostrophe says nothing.
const ENDINGS: [&str; 7] = ["s", "t", "m", "d", "re", "ve", "ll"];
/// Rarity of small numbers and ordinals, and of years, in tenths.
const SMALL: u8 = 55;
const YEAR: u8 = 45;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// Not evidence.
    Common,
    /// A day or a month; not evidence.
    Calendar,
    /// Announces the number of a part of a series; not evidence.
    Counter,
    /// A number that says little by itself.
    Number,
    /// A number that tells events apart: a decimal, or one of three digits and more.
    Measure,
}

/// A word of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// A hash: there are many comparisons, and the spelling no longer matters.
    pub(super) stem: u32,
    pub(super) kind: Kind,
    /// How rare the word is in news, in tenths.
    pub(super) rarity: u8,
}

impl Word {
    pub(super) fn is_evidence(self) -> bool {
        matches!(self.kind, Kind::Plain | Kind::Number | Kind::Measure)
    }

    fn of(word: &str) -> Self {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return number(word);
        }
        let (root, ending) = stem(word);
        let stem = hash(root, ending);
        let kind = if CALENDAR_WORDS.contains(word) {
            Kind::Calendar
        } else if COUNTER_WORDS.contains(word) {
            Kind::Counter
        } else if COMMON_WORDS.contains(word) || (word.len() == 1 && word.is_ascii()) {
            Kind::Common
        } else {
            Kind::Plain
        };
        Self { stem, kind, rarity: background::rarity(stem) }
    }

    /// Two neighbouring characters of a script without spaces.
    fn pair(pair: &str) -> Self {
        Self { stem: hash(pair, ""), kind: Kind::Plain, rarity: background::UNKNOWN }
    }
}

static COMMON_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());
static CALENDAR_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| CALENDAR.split_whitespace().collect());
static COUNTER_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| COUNTERS.split_whitespace().collect());

/// Half of the bits are enough to distinguish the words of a language.
pub(super) fn hash(root: &str, ending: &str) -> u32 {
    let mut hasher = FxHasher::default();
    // Bytewise, so that a word does not depend on where it is divided.
    root.bytes().chain(ending.bytes()).for_each(|byte| hasher.write_u8(byte));
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}

/// `word` begins with a digit.
fn number(word: &str) -> Word {
    let stem = hash(word, "");
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value = word.parse::<u32>().ok();
    let is_ordinal = ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| word.strip_suffix(ending).is_some_and(|number| number.len() == digits));
    let (kind, rarity) = match value {
        Some(0..=31) => (Kind::Number, SMALL),
        Some(1900..=2099) if digits == 4 => (Kind::Number, YEAR),
        _ if is_ordinal => (Kind::Number, SMALL),
        Some(..100) => (Kind::Number, background::rarity(stem)),
        Some(_) => (Kind::Measure, background::rarity(stem)),
        None if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => {
            (Kind::Measure, background::rarity(stem))
        }
        None => (Kind::Plain, background::rarity(stem)),
    };
    Word { stem, kind, rarity }
}

/// The words of a title, in its order.
pub(super) fn words(title: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each_word(title, |word, _| found.push(word));
    found
}

/// Calls `found` with each word of a title, and its folded spelling.
pub(super) fn each_word(title: &str, mut found: impl FnMut(Word, &str)) {
    each(&text::folded(title), &mut found);
}

fn each(folded: &str, found: &mut impl FnMut(Word, &str)) {
    let mut rest = folded;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(end(from));
        rest = after;
        if word.starts_with(is_paired) {
            pairs(word, found);
            continue;
        }
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        if is_number && before.ends_with('#') {
            found(Word::of("no"), "no");
        }
        if before == "'" && ENDINGS.contains(&word) || is_article(word, after) {
            continue;
        }
        match word.contains(['.', ',']) {
            true if is_number => found(Word::of(&plain(word)), word),
            true => found(Word::of(&word.replace('.', "")), word),
            false => found(Word::of(version(word)), word),
        }
    }
}

/// A number without the commas of thousands, and with a dot before decimals.
fn plain(number: &str) -> String {
    let mut groups = number.split(',');
    let mut plain = groups.next().unwrap_or_default().to_owned();
    for group in groups {
        if group.len() != 3 {
            plain.push('.');
        }
        plain.push_str(group);
    }
    plain
}

/// `l'` and the like before a word.
fn is_article(word: &str, after: &str) -> bool {
    word.len() == 1 && after.starts_with('\'')
}

/// The number of a version, without its `v`.
fn version(word: &str) -> &str {
    let number = word.strip_prefix('v').unwrap_or(word);
    if number.starts_with(|c: char| c.is_ascii_digit()) { number } else { word }
}

/// The length of the word that `text` begins with.
fn end(text: &str) -> usize {
    let digits = number_end(text.strip_prefix('v').unwrap_or(text));
    if digits > 0 {
        let start = text.len() - text.strip_prefix('v').unwrap_or(text).len();
        return start + digits;
    }
    let paired = text.starts_with(is_paired);
    let end = text.find(|c: char| !c.is_alphanumeric() || is_paired(c) != paired);
    match end.unwrap_or(text.len()) {
        1 => acronym_end(text).max(1),
        end => end,
    }
}

/// The length of the number that `text` begins with: digits with dots and commas between them, and
/// the letters that follow a short one.
fn number_end(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    if end == 0 {
        return 0;
    }
    let mut is_long = end > 2;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let more = rest.strip_prefix(['.', ',']).map_or(0, digits);
        if more == 0 {
            break;
        }
        is_long = true;
        end += 1 + more;
    }
    if is_long {
        return end;
    }
    let rest = text.get(end..).unwrap_or_default();
    end + rest.find(|c: char| !c.is_alphanumeric() || is_paired(c)).unwrap_or(rest.len())
}

/// The length of the acronym that `text` begins with, such as `u.s.`; 0 if it is none.
fn acronym_end(text: &str) -> usize {
    let mut end = 0;
    let mut bytes = text.bytes();
    while let (Some(letter), Some(b'.')) = (bytes.next(), bytes.next()) {
        if !letter.is_ascii_lowercase() {
            break;
        }
        end += 2;
    }
    let goes_on = text.get(end..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if end > 2 && !goes_on { end } else { 0 }
}

/// Scripts without spaces, and Korean, whose words end in particles, give pairs of characters.
fn is_paired(c: char) -> bool {
    text::is_unspaced(c) || matches!(c, '\u{AC00}'..='\u{D7A3}')
}

fn pairs(run: &str, found: &mut impl FnMut(Word, &str)) {
    let mut from = run;
    let mut chars = run.chars();
    while let Some(first) = chars.next() {
        let Some(second) = chars.clone().next() else { break };
        let pair = from.get(..first.len_utf8() + second.len_utf8()).unwrap_or(from);
        found(Word::pair(pair), pair);
        from = chars.as_str();
    }
}
