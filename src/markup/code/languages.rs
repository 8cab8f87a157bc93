//! What distinguishes languages: how comments, strings and keywords look in them.

mod of_braces;
mod of_words;

/// How a language is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Keywords among other words.
    Words,
    /// Names before `:` or `=`.
    Keys,
    /// Tags in angle brackets.
    Tags,
    /// Lines with a sign before them.
    Changes,
}

/// The facts about a family of languages.
#[derive(Debug)]
pub(super) struct Language {
    /// The names that authors use, in lower case.
    names: &'static [&'static str],
    pub(super) shape: Shape,
    /// What begins a comment that ends with its line.
    pub(super) comments: &'static [&'static str],
    /// What begins and ends other comments.
    pub(super) blocks: &'static [(&'static str, &'static str)],
    /// What strings stand in; the longest first.
    pub(super) quotes: &'static [&'static str],
    /// Whether `'` stands around single characters alone.
    pub(super) has_characters: bool,
    /// Whether keywords may be in capitals.
    any_case: bool,
    /// Separated by spaces.
    keywords: &'static str,
}

impl Language {
    /// Whether a word is a keyword.
    pub(super) fn has(&self, word: &str) -> bool {
        let is_same = |known: &str| {
            if self.any_case { known.eq_ignore_ascii_case(word) } else { known == word }
        };
        word.len() <= LONGEST && self.keywords.split(' ').any(is_same)
    }
}

/// Bytes of the longest keyword.
const LONGEST: usize = 16;

/// Returns the language of a name, as the first word of what stands at a block of code.
pub(super) fn language(name: &str) -> Option<&'static Language> {
    let name = name.trim_start_matches(['{', '.', ' ']);
    let end = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '-' | '_'));
    let name = name.get(..end.unwrap_or(name.len()))?.to_ascii_lowercase();
    of_braces::LANGUAGES
        .iter()
        .chain(&of_words::LANGUAGES)
        .find(|language| language.names.contains(&name.as_str()))
}

const BASE: Language = Language {
    names: &[],
    shape: Shape::Words,
    comments: &[],
    blocks: &[],
    quotes: &["\"", "'"],
    has_characters: false,
    any_case: false,
    keywords: "",
};
