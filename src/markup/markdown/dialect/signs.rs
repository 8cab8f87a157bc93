//! Emphasis beside Chinese, Japanese and Korean: the rules of Markdown look for spaces, which these
//! scripts do not have there.

use super::{Edits, Source, is_sign};
use crate::text;

/// Standard Markdown takes a mark between a bracket and a letter for neither start nor end. An
/// empty remark beside it stands for the space.
const REMARK: &str = "<!---->";

/// Lets marks of emphasis beside such signs open and close as their writer meant.
pub(super) fn flanks(source: &Source<'_>, edits: &mut Edits) {
    for (start, piece) in source.pieces() {
        if piece.is_ascii() {
            continue;
        }
        let mut rest = piece;
        while let Some(at) = rest.find('*') {
            let (before, run) = rest.split_at_checked(at).unwrap_or_default();
            let after = run.trim_start_matches('*');
            let place = start + piece.len() - run.len();
            let end = start + piece.len() - after.len();
            let (last, next) = (before.chars().next_back(), after.chars().next());
            let is_near = last.is_some_and(is_unspaced) || next.is_some_and(is_unspaced);
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if is_near && is_sign(last) && is_letter(next) {
                edits.insert(end, REMARK);
            } else if is_near && is_letter(last) && is_sign(next) {
                edits.insert(place, REMARK);
            }
            rest = after;
        }
    }
}

fn is_unspaced(c: char) -> bool {
    text::is_chinese_or_japanese(c)
        || matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}')
}
