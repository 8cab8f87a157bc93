//! A program to pipe an article to, as typed: `[text|markdown|json] PROGRAM [ARGUMENT]...`.

/// The format in which a program receives an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum Form {
    #[default]
    Text,
    Markdown,
    Json,
}

impl Form {
    /// The keyword of each format, and its description.
    pub(in crate::app) const ALL: [(&'static str, Self, &'static str); 3] = [
        ("text", Self::Text, "as it is shown, 80 columns wide"),
        ("markdown", Self::Markdown, "title, facts and the body as written in the file"),
        ("json", Self::Json, "as in newswire list --jsonl, plus the text"),
    ];
}

/// A program and the format in which it receives the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Program {
    pub(in crate::app) form: Form,
    pub(in crate::app) words: Vec<String>,
}

/// Parses `[text|markdown|json] PROGRAM [ARGUMENT]...`.
pub(in crate::app) fn read(argument: &str) -> Result<Program, String> {
    let argument = argument.trim();
    let (first, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let named = Form::ALL.iter().find(|(name, ..)| *name == first);
    let (form, line) = named.map_or((Form::Text, argument), |(_, form, _)| (*form, rest));
    let words = shell_words::split(line).map_err(|_error| "a quote is not closed".to_owned())?;
    if words.first().is_none_or(String::is_empty) {
        return Err("pipe requires a program, as in `pipe wc -w`".to_owned());
    }
    Ok(Program { form, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(argument: &str) -> Result<(Form, Vec<String>), String> {
        read(argument).map(|program| (program.form, program.words))
    }

    #[test]
    fn a_form_may_stand_before_the_program() {
        let with = |form, words: &[&str]| Ok((form, words.iter().map(|&w| w.into()).collect()));
        assert_eq!(words("wc -w"), with(Form::Text, &["wc", "-w"]));
        assert_eq!(words(" json  jq '.title | x'"), with(Form::Json, &["jq", ".title | x"]));
        assert_eq!(words("markdown pandoc"), with(Form::Markdown, &["pandoc"]));
        assert_eq!(words("text text"), with(Form::Text, &["text"]));
        assert_eq!(words("texts"), with(Form::Text, &["texts"]));
        for wrong in ["", "json", "json ''", "wc 'x"] {
            assert!(words(wrong).is_err(), "{wrong}");
        }
    }
}
