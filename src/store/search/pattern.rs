//! Regular expressions, and what of them can be asked of folded text, which lies together.

use memchr::memmem::Finder;
use regex::Regex;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

use crate::query;

use super::matcher::finder;

/// An expression made ready.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// For text as it is written.
    pub(super) regex: Regex,
    /// For lines of folded text that were ASCII before; where there is one.
    pub(super) folded: Option<Regex>,
    /// A folded text without which it matches nothing.
    pub(super) needed: Option<Box<Finder<'static>>>,
}

impl Pattern {
    pub(super) fn of(pattern: &str) -> Result<Self, regex::Error> {
        let needed = needed(pattern).map(|text| Box::new(finder(&text)));
        Ok(Self { regex: query::regex(pattern)?, folded: folded(pattern), needed })
    }
}

/// The expression for lower case, in which searching is several times as fast.
fn folded(pattern: &str) -> Option<Regex> {
    let hir = ParserBuilder::new().case_insensitive(true).build().parse(pattern).ok()?;
    Regex::new(&lower(&hir)?.to_string()).ok()
}

/// The same for one of many lines of ASCII in lower case; `None` where upper case counts, or what
/// is no ASCII.
fn lower(hir: &Hir) -> Option<Hir> {
    let all = |parts: &[Hir]| parts.iter().map(lower).collect::<Option<Vec<Hir>>>();
    Some(match hir.kind() {
        HirKind::Empty => Hir::empty(),
        // Letters are classes where their case does not count.
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
            // In a group, because `(a+)?` would be printed as `a+?`, which is another thing.
            let sub = Box::new(lower(&repetition.sub)?);
            *repetition.sub = Hir::capture(Capture { index: 1, name: None, sub });
            Hir::repetition(repetition)
        }
        HirKind::Capture(capture) => lower(&capture.sub)?,
        HirKind::Concat(parts) => Hir::concat(all(parts)?),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)?),
    })
}

/// Whether letters of ASCII are in it in both cases or in none.
fn is_of_both_cases(class: &ClassUnicode) -> bool {
    let has = |c: char| class.iter().any(|range| (range.start()..=range.end()).contains(&c));
    ('a'..='z').all(|c| has(c) == has(c.to_ascii_uppercase()))
}

/// ASCII without upper case and line ends.
fn lower_case() -> ClassUnicode {
    let ranges = [('\0', '\t'), ('\u{b}', '@'), ('[', '\u{7f}')];
    ClassUnicode::new(ranges.map(|(first, last)| ClassUnicodeRange::new(first, last)))
}

/// The longest text that stands in all that an expression matches and that folding leaves as it
/// is, but for case.
fn needed(pattern: &str) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut longest = String::new();
    collect(&hir, &mut longest);
    // Of one letter there are too many.
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

/// Characters that are folded to themselves or to lower case whatever stands beside them.
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

    /// Seeds that failed, tried first by every run.
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
