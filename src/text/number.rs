//! Formats numbers for display.

use std::time::Duration;

/// Formats a number as `4,958`.
#[must_use]
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Formats a number in at most four columns: `958`, `4.9k`, `37k`, `1.2M`, rounded down.
#[must_use]
pub(crate) fn short_number(number: usize) -> String {
    let (unit, sign) = match number {
        ..1_000 => return number.to_string(),
        1_000..1_000_000 => (1_000, 'k'),
        _ => (1_000_000, 'M'),
    };
    match number / unit {
        whole @ ..10 => format!("{whole}.{}{sign}", number % unit * 10 / unit),
        whole => format!("{whole}{sign}"),
    }
}

/// Formats a count with its noun: `1 article`, `4,958 articles`, `2 addresses`.
#[must_use]
pub(crate) fn counted(number: usize, one: &str) -> String {
    let ending = match number {
        1 => "",
        _ if one.ends_with('s') => "es",
        _ => "s",
    };
    format!("{} {one}{ending}", thousands(number))
}

/// Formats a number as a word, up to twelve.
#[must_use]
pub(crate) fn in_words(number: i64) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = usize::try_from(number).ok().and_then(|number| WORDS.get(number));
    word.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Formats a size as `640 B`, `62 kB` or `1.4 GB`, in units of 1,000.
#[must_use]
pub(crate) fn bytes(size: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if size < 1_000 {
        return format!("{size} B");
    }
    let (size, mut unit, mut at) = (u128::from(size), 1_000, 0);
    let rounded = |size: u128, unit: u128| (size + unit / 2) / unit;
    while rounded(size, unit) >= 1_000 && at + 1 < UNITS.len() {
        (unit, at) = (unit * 1_000, at + 1);
    }
    match rounded(size * 10, unit) {
        tenths @ ..100 => format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[at]),
        _ => format!("{} {}", rounded(size, unit), UNITS[at]),
    }
}

/// Formats a duration as `5:03` or `1:02:03`.
#[must_use]
pub(crate) fn running_time(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_two_or_three_digits() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (9_999, "10 kB"),
            (62_400_000, "62 MB"),
            (999_600, "1.0 MB"),
            (1_449_000_000, "1.4 GB"),
        ];
        for (size, expected) in cases {
            assert_eq!(bytes(size), expected, "{size}");
        }
        assert_eq!(bytes(u64::MAX), "18447 PB");
    }

    #[test]
    fn running_times_look_like_those_of_a_player() {
        let said = |seconds| running_time(Duration::from_secs(seconds));
        assert_eq!([said(0), said(303), said(3_723)], ["0:00", "5:03", "1:02:03"]);
    }

    #[test]
    fn digits_stand_in_threes() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")];
        for (number, expected) in cases {
            assert_eq!(thousands(number), expected);
        }
        let cases = [
            (999, "999"),
            (4_958, "4.9k"),
            (37_265, "37k"),
            (999_999, "999k"),
            (1_250_000, "1.2M"),
        ];
        for (number, expected) in cases {
            assert_eq!(short_number(number), expected);
        }
        assert_eq!(counted(1, "article"), "1 article");
        assert_eq!(counted(4_958, "article"), "4,958 articles");
        assert_eq!(counted(2, "address"), "2 addresses");
    }
}
