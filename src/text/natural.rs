//! Natural order: numbers inside texts count by their value, so that part 10 follows part 9.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// Compares two texts in natural order. Texts that differ only in leading zeros or in the width of
/// their digits are equal.
#[must_use]
pub(crate) fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return Ordering::Equal,
            (first, second) => match (first.and_then(digit), second.and_then(digit)) {
                (Some(_), Some(_)) => numbers(&mut a, &mut b),
                _ => a.next().map(narrow).cmp(&b.next().map(narrow)),
            },
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Compares the numbers that two texts begin with, and skips them. The longer one is larger; of
/// equally long ones the first different digit decides.
fn numbers(a: &mut Peekable<Chars<'_>>, b: &mut Peekable<Chars<'_>>) -> Ordering {
    let zeros = |text: &mut Peekable<Chars<'_>>| {
        while text.next_if(|c| digit(*c) == Some(0)).is_some() {}
    };
    zeros(a);
    zeros(b);
    let mut order = Ordering::Equal;
    loop {
        let next = |text: &mut Peekable<Chars<'_>>| text.next_if(|c| digit(*c).is_some());
        match (next(a).and_then(digit), next(b).and_then(digit)) {
            (Some(first), Some(second)) => order = order.then(first.cmp(&second)),
            (None, None) => return order,
            (first, second) => return first.is_some().cmp(&second.is_some()),
        }
    }
}

/// The ASCII digit for a full-width one.
fn narrow(c: char) -> char {
    digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// The value of an ASCII digit or of a full-width one.
fn digit(c: char) -> Option<u32> {
    match c {
        '\u{ff10}'..='\u{ff19}' => Some(u32::from(c) - 0xff10),
        c => c.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_their_value() {
        let mut titles = ["第 100 期", "第 9 期", "第 10 期", "第１１期", "第 010 期 b"];
        titles.sort_by(|a, b| natural_order(a, b));
        assert_eq!(titles, ["第 9 期", "第 10 期", "第 010 期 b", "第 100 期", "第１１期"]);
        let order = |a, b| natural_order(a, b);
        assert_eq!(order("part-2.md", "part-10.md"), Ordering::Less);
        assert_eq!(order("2", "2a"), Ordering::Less);
        assert_eq!(order("a1b2", "a1b10"), Ordering::Less);
        assert_eq!(order("1.10", "1.9"), Ordering::Greater);
        assert_eq!(order("007", "7"), Ordering::Equal);
        assert_eq!(order("", "0"), Ordering::Less);
        let long = "9".repeat(400);
        assert_eq!(order(&long, &format!("{long}0")), Ordering::Less);
    }

    /// Sorting needs a total order.
    #[test]
    fn the_order_has_no_circles() {
        let pieces =
            ["", "0", "00", "1", "01", "10", "a", "a1", "a01", "é", "１", "1a", "0a", "10a"];
        for a in pieces {
            for b in pieces {
                assert_eq!(natural_order(a, b), natural_order(b, a).reverse(), "{a} {b}");
                for c in pieces {
                    if natural_order(a, b).is_le() && natural_order(b, c).is_le() {
                        assert!(natural_order(a, c).is_le(), "{a} {b} {c}");
                    }
                }
            }
        }
    }
}
