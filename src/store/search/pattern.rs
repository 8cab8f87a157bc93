//! Regular expressions, and the parts of them that can be run on the contiguous folded text.

use memchr::memmem::Finder;
use regex::Regex;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

use crate::query;

use super::matcher::finder;

/// A prepared expression.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// For text as written.
    pub(super) regex: Regex,
    /// For lines of folded text that were ASCII as written; `None` if there is no equivalent.
    pub(super) folded: Option<Regex>,
    /// A folded text that every match contains.
    pub(super) needed: Option<Box<Finder<'static>>>,
}

impl Pattern {
    pub(super) fn of(pattern: &str) -> Result<Self, regex::Error> {
        let needed = needed(pattern).map(|text| Box::new(finder(&text)));
        Ok(Self { regex: query::regex(pattern)?, folded: folded(pattern), needed })
    }
}

/// The equivalent expression for lower case, which searches several times as fast.
fn folded(pattern: &str) -> Option<Regex> {
    let hir = ParserBuilder::new().case_insensitive(true).build().parse(pattern).ok()?;
    Regex::new(&lower(&hir)?.to_string()).ok()
}

/// Converts an expression to one for a single line of lower-case ASCII within many; `None` if it
/// distinguishes upper case or requires other characters.
fn lower(hir: &Hir) -> Option<Hir> {
    let all = |parts: &[Hir]| parts.iter().map(lower).collect::<Option<Vec<Hir>>>();
    Some(match hir.kind() {
        HirKind::Empty => Hir::empty(),
        // Case-insensitive letters are classes, so a literal letter is case-sensitive.
        HirKind::Literal(literal) if literal.0.iter().any(u8::is_ascii_alphabetic) => return None,
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(Class::Unicode(class)) => {
            if !is_of_both_cases(class) {
                return None;
            }
            let mut class = class.clone();
            class.intersect(&lower_case());
            Hir::class(Class::Unicode(class))
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Look(look) => Hir::look(match look {
            Look::Start => Look::StartLF,
            Look::End => Look::EndLF,
            Look::WordUnicode => Look::WordAscii,
            Look::WordStartUnicode => Look::WordStartAscii,
            Look::WordEndUnicode => Look::WordEndAscii,
            Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
            Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
            other => *other,
        }),
        HirKind::Repetition(repetition) => {
            let mut repetition = repetition.clone();
            // In a group, because `(a+)?` would be printed as `a+?`, which has a different meaning.
            let sub = Box::new(lower(&repetition.sub)?);
            *repetition.sub = Hir::capture(Capture { index: 1, name: None, sub });
            Hir::repetition(repetition)
        }
        HirKind::Capture(capture) => lower(&capture.sub)?,
        HirKind::Concat(parts) => Hir::concat(all(parts)?),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)?),
    })
}

/// Whether each ASCII letter is in the class in both cases or not at all.
fn is_of_both_cases(class: &ClassUnicode) -> bool {
    let has = |c: char| class.iter().any(|range| (range.start()..=range.end()).contains(&c));
    ('a'..='z').all(|c| has(c) == has(c.to_ascii_uppercase()))
}

/// ASCII without upper case and newlines.
fn lower_case() -> ClassUnicode {
    let ranges = [('\0', '\t'), ('\u{b}', '@'), ('[', '\u{7f}')];
    ClassUnicode::new(ranges.map(|(first, last)| ClassUnicodeRange::new(first, last)))
}

/// Returns the longest text contained in every match that folding only changes in case.
fn needed(pattern: &str) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut longest = String::new();
    collect(&hir, &mut longest);
    // A single letter is too common.
    (longest.len() > 1).then_some(longest)
}

fn collect(hir: &Hir, longest: &mut String) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            for run in text.split(|c| !is_kept(c)) {
                if run.len() > longest.len() {
                    run.clone_into(longest);
                }
            }
        }
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect(part, longest)),
        HirKind::Capture(capture) => collect(&capture.sub, longest),
        HirKind::Repetition(repetition) if repetition.min > 0 => collect(&repetition.sub, longest),
        _ => {}
    }
}

/// Whether folding leaves a character unchanged or lower-cases it, whatever is next to it.
fn is_kept(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    use super::*;

    #[test]
    fn what_an_expression_cannot_match_without() {
        let needed = |pattern: &str| needed(pattern).unwrap_or_default();
        assert_eq!(needed("glacier.*Nairobi"), "glacier");
        assert_eq!(needed("^(the )?(quick)+ fox$"), "quick");
        assert_eq!(needed("火星车|mars"), "");
        assert_eq!(needed("火星车.着陆"), "火星车");
        assert_eq!(needed("émigré"), "migr");
        assert_eq!(needed("(?i)storm"), "");
        assert_eq!(needed("sto*rm?"), "st");
    }

    #[test]
    fn upper_case_that_counts_is_not_asked_of_folded_text() {
        for pattern in ["(?-i:NASA)", "(?-i)[A-Z]+", "x(?-i)\\p{Lu}"] {
            assert!(folded(pattern).is_none(), "{pattern}");
        }
        for pattern in ["NASA", "[A-Z]+", "\\p{Lu}", "[^a]", "\\bmars\\b", "\\A(a|b)\\z"] {
            assert!(folded(pattern).is_some(), "{pattern}");
        }
    }

    fn any_pattern() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[aBs -]",
            "(\\.|\\\\w|\\\\W|\\\\s|\\\\S|\\\\b|\\\\B|\\^|\\$|\\\\A|\\\\z)",
            "(\\[\\^a\\]|\\[a-bS\\]|\\[A-C\\]|\\\\p\\{Lu\\}|\\\\P\\{Lu\\}|ſ|é)",
        ];
        piece.prop_recursive(4, 16, 3, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}{b}")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}|{b})")),
                (inner, "[*+?]").prop_map(|(a, sign)| format!("(?:{a}){sign}")),
            ]
        })
    }

    /// Seeds of earlier failures, tried first on every run.
    const KEPT: FileFailurePersistence =
        FileFailurePersistence::Direct("tests/regressions/pattern.txt");

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

        #[test]
        fn folded_lines_match_where_the_written_ones_do(
            pattern in any_pattern(),
            lines in prop::collection::vec("[abBsS -]{0,4}", 1..4),
        ) {
            let (Ok(written), Some(folded)) = (query::regex(&pattern), folded(&pattern)) else {
                return Ok(());
            };
            let matched = lines.iter().any(|line| written.is_match(line));
            let text = lines.join("\n").to_lowercase();
            prop_assert_eq!(folded.is_match(&text), matched, "{} in {:?}", pattern, lines);
        }
    }
}
