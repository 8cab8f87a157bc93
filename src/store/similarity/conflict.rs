//! Titles that look alike because they are made by one pattern: they tell of different events.

use super::words::{Kind, Word};

/// Longest difference, in words, of two titles of one pattern.
const SLOT: usize = 3;
/// Most differences of two titles of one pattern.
const SLOTS: usize = 2;
/// Rarity from which a word names something, in tenths.
const NAME: u8 = 80;

/// Whether two similar titles tell of different events.
pub(super) fn conflict(a: &[Word], b: &[Word]) -> bool {
    measures_differ(a, b) || patterns_differ(a, b)
}

/// Whether both have numbers that tell events apart, and share none of them: two earthquakes, two
/// releases.
fn measures_differ(a: &[Word], b: &[Word]) -> bool {
    let measures = |words: &[Word]| words.iter().any(|word| word.kind == Kind::Measure);
    let shared =
        |word: &Word| word.kind == Kind::Measure && b.iter().any(|it| it.stem == word.stem);
    measures(a) && measures(b) && !a.iter().any(shared)
}

/// The words in which two titles of one pattern differ, and the word before them.
#[derive(Clone, Copy)]
struct Slot<'a> {
    before: Option<Word>,
    a: &'a [Word],
    b: &'a [Word],
}

/// Whether two titles are the same but for few slots, and each of these names something else.
fn patterns_differ(a: &[Word], b: &[Word]) -> bool {
    let slots = if a.len() == b.len() { slots_in_step(a, b) } else { only_slot(a, b) };
    let is_pattern = (1..=SLOTS).contains(&slots.len())
        && slots.iter().all(|slot| slot.a.len() <= SLOT && slot.b.len() <= SLOT);
    let name_others = names_another(a, b) && names_another(b, a);
    let differing: usize = slots.iter().map(|slot| slot.a.len()).sum();
    is_pattern && differing < a.len() && slots.iter().all(|slot| slot_differs(slot, name_others))
}

/// The slots of titles of the same length, word by word.
fn slots_in_step<'a>(a: &'a [Word], b: &'a [Word]) -> Vec<Slot<'a>> {
    let is_same = |at: &usize| a[*at].stem == b[*at].stem;
    let mut slots = Vec::new();
    let mut at = 0;
    while at < a.len() {
        let end = at + (at..a.len()).take_while(|at| !is_same(at)).count();
        if end > at {
            let before = at.checked_sub(1).map(|before| a[before]);
            slots.push(Slot { before, a: &a[at..end], b: &b[at..end] });
        }
        at = end + 1;
    }
    slots
}

/// What is between the words that two titles begin and end with.
fn only_slot<'a>(a: &'a [Word], b: &'a [Word]) -> Vec<Slot<'a>> {
    let is_same = |(a, b): &(&Word, &Word)| a.stem == b.stem;
    let start = a.iter().zip(b).take_while(is_same).count();
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    let end = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(is_same).count();
    let before = start.checked_sub(1).map(|at| a[at]);
    let (a, b) = (&rest_a[..rest_a.len() - end], &rest_b[..rest_b.len() - end]);
    vec![Slot { before, a, b }]
}

fn slot_differs(slot: &Slot<'_>, name_others: bool) -> bool {
    let both = |test: fn(&[Word]) -> bool| test(slot.a) && test(slot.b);
    let is_counted =
        slot.before.is_some_and(|word| matches!(word.kind, Kind::Counter | Kind::Calendar));
    (name_others && both(has_name)) || both(is_date) || (is_counted && both(begins_with_number))
}

/// Whether a title has a name that the other does not.
fn names_another(title: &[Word], other: &[Word]) -> bool {
    let is_other = |word: &Word| other.iter().all(|it| it.stem != word.stem);
    title.iter().any(|word| is_name(*word) && is_other(word))
}

fn has_name(slot: &[Word]) -> bool {
    slot.iter().any(|word| is_name(*word))
}

fn is_name(word: Word) -> bool {
    word.kind == Kind::Plain && word.rarity >= NAME
}

fn is_date(slot: &[Word]) -> bool {
    slot.iter().any(|word| word.kind == Kind::Calendar)
}

fn begins_with_number(slot: &[Word]) -> bool {
    slot.first().is_some_and(|word| matches!(word.kind, Kind::Number | Kind::Measure))
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn titles_of_one_pattern_are_of_different_events() {
        let differ = |a: &str, b: &str| conflict(&words(a), &words(b));
        for (a, b) in [
            ("M 5.8 earthquake, Tonga", "M 6.1 earthquake, Tonga"),
            ("nginx 1.27.1 released", "nginx 1.27.2 released"),
            ("Docker weekly digest", "Nginx weekly digest"),
            ("Rovers 2-1 Albion: report", "Albion 2-2 Harriers: report"),
            ("Debian: overflow in libquartz", "Fedora: overflow in libmango"),
            ("Market report for Monday", "Market report for Tuesday"),
            ("The long walk, part 3", "The long walk, part 4"),
            ("This week in gardens #12", "This week in gardens #13"),
            ("Notes of 3 May: gardens", "Notes of 4 June: gardens"),
        ] {
            assert!(differ(a, b) && differ(b, a), "{a} / {b}");
        }
        for (a, b) in [
            ("M 5.8 earthquake, Tonga", "Tonga: earthquake of 5.8"),
            ("Storm kills 3 on coast", "Storm kills 5 on coast"),
            ("Storm reaches the coast", "Storm hits the coast"),
            ("Bridge opens", "Bridge opens"),
            ("Volcano near Reykjavik erupts", "Reykjavik: volcano erupts"),
        ] {
            assert!(!differ(a, b) && !differ(b, a), "{a} / {b}");
        }
    }
}
