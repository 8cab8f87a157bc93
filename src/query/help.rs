//! Help on the query language, generated from the parser's own tables.

use super::When;
use super::names::{ALIASES, TODAY};
use super::{Field, Number, Sort, State};

/// The grammar in ISO 14977 notation, with comments on the right.
pub(crate) const GRAMMAR: &str = include_str!("../../assets/grammar.txt");

/// General syntax: words, phrases and operators.
const FORMS: [(&str, &str); 9] = [
    ("mars rover", "All these words, in title, excerpt, provider or topics"),
    ("\"deep sea\"", "This exact phrase"),
    ("/rov(er|ing)s?/", "A regular expression, ignoring case"),
    ("-mars", "Not this; not mars means the same"),
    ("mars or moon", "Either one, each with the words beside it"),
    ("(mars or moon) rover", "What is in parentheses comes first"),
    ("title:\"deep sea\"", "Within a field: a word, \"a phrase\" or /regex/"),
    ("topic=\"Deep Sea\"", "The whole field, or one whole part of it"),
    ("quality:20..60", "A number within bounds; also >= > <= < ="),
];

/// Returns every form of a query with a description: general syntax first, then fields, numbers,
/// times, states and sort orders.
#[must_use]
pub fn help() -> Vec<(String, String)> {
    let general = FORMS.iter().copied();
    let times = When::HELP.iter().copied().chain([(TODAY, "Published today, in UTC")]);
    let named = Field::HELP.iter().chain(Number::HELP).copied().chain(times);
    let named = named.chain(State::HELP.iter().copied());
    let rows = general.chain(named).map(|(form, sentence)| (form.to_owned(), sentence));
    let orders = Sort::HELP.iter().map(|(name, sentence)| (format!("sort:{name}"), *sentence));
    let turned = [("sort:-heat".to_owned(), "Coldest first; a minus reverses any order")];
    let rows = rows.chain(orders).chain(turned);
    rows.map(|(form, sentence)| (form, sentence.trim().trim_end_matches('.').to_owned())).collect()
}

/// Describes a word of the language, such as `topic:`, `is:unread` or `sort:-heat`.
pub(crate) fn meaning(word: &str) -> Option<&'static str> {
    fn find<T>(
        all: &[(&str, T)],
        help: &[(&str, &'static str)],
        word: &str,
    ) -> Option<&'static str> {
        let at = all.iter().position(|(name, _)| *name == word)?;
        help.get(at).map(|(_, sentence)| *sentence)
    }
    let alias = ALIASES.iter().find(|(name, _)| word.strip_suffix(':') == Some(name));
    let word = alias.map_or(word, |(_, field)| field.name());
    let bare = word.trim_end_matches([':', '>', '=']);
    let order = word.strip_prefix("sort:").map(|name| name.trim_start_matches('-'));
    let today = (word == TODAY).then_some("Published today, in UTC");
    let sentence = find(State::ALL, State::HELP, word)
        .or_else(|| find(Sort::ALL, Sort::HELP, order?))
        .or_else(|| find(Field::ALL, Field::HELP, bare))
        .or_else(|| find(Number::ALL, Number::HELP, bare))
        .or_else(|| find(When::ALL, When::HELP, bare))
        .or(today)?;
    Some(sentence.trim().trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn every_form_of_the_help_is_a_query_and_every_word_of_the_language_is_in_it() {
        let rows = help();
        for (form, sentence) in &rows {
            assert!(parse(form).is_ok(), "{form}");
            assert!(sentence.len() > 5 && !sentence.contains("  "), "{form}: {sentence}");
            // Form and description must fit side by side in 80 columns.
            assert!(form.len() <= 21 && sentence.len() <= 54, "{form}: {sentence}");
        }
        let states = State::ALL.iter().map(|(name, _)| *name);
        let names = Field::ALL.iter().map(|(name, _)| *name);
        let names = names.chain(Number::ALL.iter().map(|(name, _)| *name)).chain(states);
        let names = names.chain(When::ALL.iter().map(|(name, _)| *name)).chain([TODAY]);
        for name in names {
            assert!(rows.iter().any(|(form, _)| form.starts_with(name)), "{name}");
            let word = name.split(':').next_back().expect("a word");
            assert!(GRAMMAR.contains(&format!("\"{word}\"")), "{word}");
        }
        for (name, _) in Sort::ALL {
            assert!(rows.iter().any(|(form, _)| *form == format!("sort:{name}")), "{name}");
            assert!(GRAMMAR.contains(&format!("\"{name}\"")), "{name}");
        }
    }

    #[test]
    fn every_word_has_a_meaning() {
        assert_eq!(meaning("topic:"), Some("Each of its topics; tag: means the same"));
        assert_eq!(meaning("tag:"), meaning("topic:"));
        assert_eq!(meaning("quality>="), Some("The publisher's score"));
        assert_eq!(meaning("sort:-heat"), Some("Hottest first"));
        assert_eq!(meaning("has:image"), Some("It has pictures"));
        assert_eq!(meaning("mars"), None);
        let Some(crate::query::Completion { offer: crate::query::Offer::Names(all), .. }) =
            crate::query::complete("", 0)
        else {
            panic!("words")
        };
        assert!(all.iter().all(|word| meaning(word).is_some()));
    }

    #[test]
    fn the_grammar_fits_beside_a_prompt() {
        assert!(GRAMMAR.lines().all(|line| line.chars().count() <= 79), "{GRAMMAR}");
    }
}
