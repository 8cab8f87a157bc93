//! Quoting for bash, which completes inside a word and inserts text verbatim: splits a line into
//! unquoted words, and quotes a word so that bash reads it as that word and runs nothing. zsh and
//! fish do both themselves.

/// A bash command line up to the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words without quotes. The last one, possibly empty, is at the cursor.
    pub(super) words: Vec<String>,
    /// The part of the last word that bash keeps.
    kept: String,
    /// The quote that is open at the cursor.
    open: Option<char>,
}

impl Line {
    /// Parses a line, given the end of it that bash replaces. Returns `None` if there is more to
    /// parse than quotes: nothing is run to expand a substitution, and quoting rules differ inside
    /// one.
    pub(super) fn parse(line: &str, replaced: &str) -> Option<Self> {
        if ["$'", "$\"", "$(", "`"].iter().any(|sign| line.contains(sign)) {
            return None;
        }
        let quotes = [None, Some('\''), Some('"')].into_iter();
        let mut parsed = quotes.filter_map(|open| Some((unquoted(None, line, open)?, open)));
        let (words, open) = parsed.next()?;
        let replaced = unquoted(open, replaced, open)?.pop()?;
        let kept = words.last()?.strip_suffix(&replaced)?.to_owned();
        Some(Self { words, kept, open })
    }

    /// Returns the text that bash has to insert to turn the last word into `word`. Returns `None`
    /// if the part that bash keeps differs.
    pub(super) fn ending(&self, word: &str) -> Option<String> {
        let (same, new) = word.split_at_checked(self.kept.len())?;
        (same.to_lowercase() == self.kept.to_lowercase()).then(|| self.quoted(new))
    }

    /// Escapes text for the quotes that are open.
    fn quoted(&self, text: &str) -> String {
        let mut quoted = String::new();
        for sign in text.chars() {
            match (self.open, sign) {
                (Some('\''), '\'') => quoted.push_str(r"'\''"),
                (Some('\''), sign) => quoted.push(sign),
                // Inside double quotes a backslash does not prevent history expansion.
                (Some(_), '!') => quoted.push_str(r#""'!'""#),
                (Some(_), '"' | '$' | '`' | '\\') => quoted.extend(['\\', sign]),
                (None, sign) if !is_plain(sign) => quoted.extend(['\\', sign]),
                (_, sign) => quoted.push(sign),
            }
        }
        quoted
    }
}

/// Returns the words of a text that starts inside one quote and ends inside another.
fn unquoted(before: Option<char>, text: &str, after: Option<char>) -> Option<Vec<String>> {
    // Marks the end, so that an empty last word is kept and a final backslash has no effect.
    const CURSOR: char = 'x';
    let whole = before.into_iter().chain(text.chars()).chain([CURSOR]).chain(after);
    let mut words = shell_words::split(&whole.collect::<String>()).ok()?;
    // The mark is missing if the text ends in a comment.
    words.last_mut()?.pop().filter(|last| *last == CURSOR)?;
    Some(words)
}

/// Whether bash treats a character literally anywhere in a word.
fn is_plain(sign: char) -> bool {
    sign.is_alphanumeric() || !sign.is_ascii() || "_-./,:=@%+".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, replaced: &str) -> Line {
        Line::parse(text, replaced).expect("words")
    }

    #[test]
    fn words_are_those_that_the_shell_would_pass_on() {
        for (text, words) in [
            ("newswire list -q ", &["newswire", "list", "-q", ""][..]),
            ("newswire list -q 'mars to", &["newswire", "list", "-q", "mars to"]),
            (r#"n "a b"\ c' d'"#, &["n", "a b c d"]),
            (r#"n "\$x \a" '\' "" x"#, &["n", r"$x \a", r"\", "", "x"]),
            (r#"n 'topic:"Deep S"#, &["n", "topic:\"Deep S"]),
            (r"n topic:\", &["n", "topic:"]),
            ("n 中\u{3000}国", &["n", "中\u{3000}国"]),
        ] {
            assert_eq!(line(text, "").words, words, "{text}");
        }
        for text in ["n $'a", "n $\"a", "n \"$(echo 'a", "n `echo a", "n a # b"] {
            assert_eq!(Line::parse(text, ""), None, "{text}");
        }
    }

    #[test]
    fn what_is_put_in_is_what_follows_the_last_break() {
        for (typed, replaced, word, expected) in [
            ("n topic:Sp", "Sp", "topic:Space", Some("Space")),
            ("n topic:", "", "topic:\"Deep Sea\"", Some(r#"\"Deep\ Sea\""#)),
            (
                r#"n topic:\"Deep\ S"#,
                r#"\"Deep\ S"#,
                "topic:\"Deep Sea\"",
                Some(r#"\"Deep\ Sea\""#),
            ),
            ("n 'mars topic:Sp", "mars topic:Sp", "mars topic:Space", Some("mars topic:Space")),
            ("n topic:'Sp", "Sp", "topic:Space", Some("Space")),
            ("n --query='to", "to", "--query=topic:", Some("topic:")),
            ("n --query=to", "to", "--query=topic:", Some("topic:")),
            ("n q", "q", "quality>=", Some(r"quality\>=")),
            ("n TOPIC:s", "s", "topic:Space", Some("Space")),
            ("n provider:s", "s", "topic:Space", None),
            ("n --view O", "O", "Old ones", Some(r"Old\ ones")),
        ] {
            assert_eq!(line(typed, replaced).ending(word).as_deref(), expected, "{typed}");
        }
    }

    /// The shell itself is tested in `tests/completions.rs`.
    #[test]
    fn nothing_of_a_value_means_anything_to_the_shell() {
        let hostile = "$(touch x) `id` \"'\\ !a ~b #c *?[]{}<>|&; \u{7f}é中";
        for open in ["", "'", "\""] {
            let written = line(&format!("n {open}"), "").ending(hostile).expect("a word");
            let closed = format!("n {open}{written}{open}");
            let words = shell_words::split(&closed).expect("words");
            assert_eq!(words, ["n", hostile], "{closed}");
        }
    }
}
