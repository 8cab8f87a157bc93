//! Lists and their numbers: decimal, letters, Roman.

use super::super::block::{Item, Numbers};
use super::Flow;
use crate::text;

/// Roman numbers are written up to this one.
const MAX_ROMAN: i64 = 3_999;

impl Flow<'_> {
    pub(super) fn list(&mut self, numbers: Option<Numbers>, tight: bool, items: &[Item]) {
        let number = |item: &Item| numbers.map(|numbers| numbers.label(item.number));
        let digits = items.iter().filter_map(number).map(|label| label.len()).max().unwrap_or(0);
        for item in items {
            let number = number(item);
            let has_number = number.is_some();
            let mut marker = number.map_or_else(String::new, |label| format!("{label:>digits$}. "));
            match item.checked {
                Some(true) => marker.push_str("☑ "),
                Some(false) => marker.push_str("☐ "),
                None if !has_number => marker.push_str("• "),
                None => {}
            }
            let rest = " ".repeat(text::width(&marker));
            let before = self.lines.len();
            self.within(Some(marker), rest, self.tone, |flow| flow.blocks(&item.blocks, tight));
            self.part(before, tight);
        }
    }
}

impl Numbers {
    /// Returns a number as it stands before its item. Those that letters or Roman signs cannot
    /// write are decimal, as in browsers.
    fn label(self, number: i64) -> String {
        match self {
            Self::Letters if number > 0 => letters(number),
            Self::Capitals if number > 0 => letters(number).to_uppercase(),
            Self::Roman if (1..=MAX_ROMAN).contains(&number) => roman(number),
            Self::RomanCapitals if (1..=MAX_ROMAN).contains(&number) => {
                roman(number).to_uppercase()
            }
            _ => number.to_string(),
        }
    }
}

/// `a` to `z`, then `aa`.
fn letters(mut number: i64) -> String {
    let mut label = Vec::new();
    while number > 0 {
        let letter = u8::try_from((number - 1) % 26).unwrap_or(0);
        label.push(char::from(b'a' + letter));
        number = (number - 1) / 26;
    }
    label.into_iter().rev().collect()
}

fn roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut label = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            label.push_str(sign);
            number -= value;
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_list_says() {
        let labels = |numbers: Numbers| [1, 4, 27, 0].map(|number| numbers.label(number));
        assert_eq!(labels(Numbers::Decimal), ["1", "4", "27", "0"]);
        assert_eq!(labels(Numbers::Letters), ["a", "d", "aa", "0"]);
        assert_eq!(labels(Numbers::Capitals), ["A", "D", "AA", "0"]);
        assert_eq!(labels(Numbers::Roman), ["i", "iv", "xxvii", "0"]);
        assert_eq!(labels(Numbers::RomanCapitals), ["I", "IV", "XXVII", "0"]);
    }
}
