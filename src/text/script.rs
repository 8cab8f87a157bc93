//! Characters of scripts that are written without spaces between words.

/// Whether a character belongs to Chinese or Japanese text: ideographs, kana, and the marks and
/// wide forms that stand between them. Korean is written with spaces, so Hangul does not count.
pub(crate) fn is_chinese_or_japanese(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FFF}' | '\u{3001}'..='\u{303F}' | '\u{3040}'..='\u{30FF}'
        | '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_and_latin_are_not_chinese_or_japanese() {
        assert!("中文、。（「あアー々".chars().all(is_chinese_or_japanese));
        assert!(!"한글aé1 .\u{3000}".chars().any(is_chinese_or_japanese));
    }
}
