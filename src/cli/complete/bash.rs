//! A command line as a shell has it up to the cursor: taken apart into words, and a word written
//! so that the shell takes it for nothing but that word.
//!
//! Only what quotes and backslashes do is understood. What a variable or a substitution would
//! become is not known here, and nothing is ever run to find out.

use clap::ValueEnum;

/// The shells that ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Asking {
    /// Puts into its line what it is given, as it is.
    Bash,
    /// Quotes what it is given.
    Zsh,
    /// As zsh.
    Fish,
}

/// Quotes that are not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quote {
    Single,
    Double,
}

/// The words up to the cursor, without their quotes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Those before the one at the cursor, the program's name first.
    pub(super) before: Vec<String>,
    /// The one at the cursor, which may be empty.
    pub(super) current: String,
    /// From this byte of it on the shell puts something else in its place.
    from: usize,
    quote: Option<Quote>,
}

impl Line {
    /// Takes a line apart; `breaks` are the signs at which the shell begins another word for what
    /// it completes, also within a word. None where there is more to it than words and quotes.
    pub(super) fn parse(asking: Asking, text: &str, breaks: &str) -> Option<Self> {
        let mut line = Self { before: Vec::new(), current: String::new(), from: 0, quote: None };
        let mut signs = text.chars().peekable();
        let (mut begun, mut opened) = (false, 0);
        while let Some(sign) = signs.next() {
            let next = signs.peek().copied();
            match (line.quote, sign) {
                (None, ' ' | '\t' | '\n') => {
                    line.end_word(std::mem::take(&mut begun));
                    continue;
                }
                // `$'…'` and `$"…"` are quotes of other kinds.
                (None, '$') if matches!(next, Some('\'' | '"')) => return None,
                (None, '\'') => (line.quote, opened) = (Some(Quote::Single), line.current.len()),
                (None, '"') => (line.quote, opened) = (Some(Quote::Double), line.current.len()),
                (Some(Quote::Single), '\'') | (Some(Quote::Double), '"') => line.quote = None,
                (quote, '\\') => match next {
                    Some(next) if is_escaped(asking, quote, next) => {
                        signs.next();
                        line.current.push(next);
                    }
                    None if quote.is_none() => {}
                    _ => line.current.push('\\'),
                },
                (quote, sign) => {
                    line.current.push(sign);
                    if quote.is_none() && breaks.contains(sign) {
                        line.from = line.current.len();
                    }
                }
            }
            begun = true;
        }
        if line.quote.is_some() {
            line.from = opened;
        }
        Some(line)
    }

    /// A space that is no part of a word; between two there is none.
    fn end_word(&mut self, begun: bool) {
        if begun {
            self.before.push(std::mem::take(&mut self.current));
        }
        self.from = 0;
    }

    /// What the shell has to put in place of the end of the current word so that it becomes
    /// `word`; none where that cannot be.
    pub(super) fn ending(&self, word: &str) -> Option<String> {
        let (same, new) = (word.get(..self.from)?, word.get(self.from..)?);
        let kept = self.current.get(..self.from)?;
        (same.to_lowercase() == kept.to_lowercase()).then(|| self.written(new))
    }

    /// A part of a word, within the quotes that are open.
    fn written(&self, text: &str) -> String {
        let mut written = String::new();
        for sign in text.chars() {
            match (self.quote, sign) {
                (Some(Quote::Single), '\'') => written.push_str(r"'\''"),
                // Bash would look for it in its history, and in these quotes only leaving them
                // keeps it from that.
                (Some(Quote::Double), '!') => written.push_str(r#""'!'""#),
                (Some(Quote::Double), '"' | '$' | '`' | '\\') => written.extend(['\\', sign]),
                (None, sign) if !is_plain(sign) => written.extend(['\\', sign]),
                (_, sign) => written.push(sign),
            }
        }
        written
    }
}

/// Whether a backslash before this sign takes away its meaning, and is itself no part of the word.
fn is_escaped(asking: Asking, quote: Option<Quote>, sign: char) -> bool {
    match quote {
        None => true,
        Some(Quote::Single) => asking == Asking::Fish && matches!(sign, '\'' | '\\'),
        Some(Quote::Double) => matches!(sign, '"' | '$' | '`' | '\\'),
    }
}

/// Signs that mean nothing to a shell, wherever they stand.
fn is_plain(sign: char) -> bool {
    sign.is_alphanumeric() || !sign.is_ascii() || "_-./,:=@%+".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS: &str = " \t\n\"'><=;|&(:";

    fn bash(text: &str) -> Line {
        Line::parse(Asking::Bash, text, BREAKS).expect("words")
    }

    #[test]
    fn words_are_those_that_the_shell_would_pass_on() {
        for (text, before, current) in [
            ("newswire list -q ", &["newswire", "list", "-q"][..], ""),
            ("newswire list -q 'mars to", &["newswire", "list", "-q"], "mars to"),
            (r#"n "a b"\ c' d'"#, &["n"], "a b c d"),
            (r#"n "\$x \a" '\' "" x"#, &["n", r"$x \a", r"\", ""], "x"),
            (r#"n 'topic:"Deep S"#, &["n"], "topic:\"Deep S"),
            (r"n topic:\", &["n"], "topic:"),
            ("n 中\u{3000}国", &["n"], "中\u{3000}国"),
        ] {
            let line = bash(text);
            assert_eq!(
                (line.before.as_slice(), line.current.as_str()),
                (before.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>().as_slice(), current)
            );
        }
        assert_eq!(Line::parse(Asking::Bash, "n $'a", ""), None);
        let fish = Line::parse(Asking::Fish, r"n 'it\'s", "").expect("words");
        assert_eq!(fish.current, "it's");
    }

    #[test]
    fn what_is_put_in_is_what_follows_the_last_break() {
        for (typed, word, expected) in [
            ("n topic:Sp", "topic:Space", Some("Space")),
            ("n topic:", "topic:\"Deep Sea\"", Some(r#"\"Deep\ Sea\""#)),
            (r#"n topic:\"Deep\ S"#, "topic:\"Deep Sea\"", Some(r#"\"Deep\ Sea\""#)),
            ("n 'mars topic:Sp", "mars topic:Space", Some("mars topic:Space")),
            ("n topic:'Sp", "topic:Space", Some("Space")),
            ("n --query='to", "--query=topic:", Some("topic:")),
            ("n --query=to", "--query=topic:", Some("topic:")),
            ("n q", "quality>=", Some(r"quality\>=")),
            ("n TOPIC:s", "topic:Space", Some("Space")),
            ("n provider:s", "topic:Space", None),
            ("n --view O", "Old ones", Some(r"Old\ ones")),
        ] {
            assert_eq!(bash(typed).ending(word).as_deref(), expected, "{typed}");
        }
    }

    /// The shell itself is asked in `tests/completions.rs`.
    #[test]
    fn nothing_of_a_value_means_anything_to_the_shell() {
        let hostile = "$(touch x) `id` \"'\\ !a ~b #c *?[]{}<>|&; \u{7f}é中";
        for open in ["", "'", "\""] {
            let line = bash(&format!("n {open}"));
            let written = line.ending(hostile).expect("a word");
            let closed = format!("n {open}{written}{open}");
            assert_eq!(bash(&closed).current, hostile, "{closed}");
        }
    }
}
