//! The article for another program: in which form, with which arguments, and what comes back. The
//! program is run elsewhere.

use std::collections::VecDeque;
use std::time::Duration;

use serde::Serialize;

use crate::article::Article;
use crate::article::Body;
use crate::article::Source;
use crate::store::Entry;
use crate::text;

use crate::app::message::Effect;
use crate::app::overlays::overlay::Overlay;
use crate::app::{App, Status};

/// In which form a program gets an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum Form {
    #[default]
    Text,
    Markdown,
    Json,
}

impl Form {
    /// The word for each, and what it is.
    pub(in crate::app) const ALL: [(&'static str, Self, &'static str); 3] = [
        ("text", Self::Text, "as it is shown, 80 columns wide"),
        ("markdown", Self::Markdown, "title, facts and the body as it stands in the file"),
        ("json", Self::Json, "as newswire list --jsonl has it, and its text"),
    ];
}

/// A program that gets an article on its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// The program and its arguments; never a shell that nobody asked for.
    pub command: Vec<String>,
    /// What it gets.
    pub input: PipeInput,
    /// After so long it is ended.
    pub limit: Option<Duration>,
}

/// What a program gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipeInput {
    /// This.
    Ready(String),
    /// This, and then a body as it stands in its file.
    Above(String, Source, Body),
}

/// How a program ended, for [`Effect::Pipe`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piped {
    /// The program.
    pub name: String,
    /// Clean lines of what it said.
    pub lines: Vec<String>,
    /// Why it did not do what it should have, as in "ended with status 1".
    pub outcome: Result<(), String>,
}

/// What a program said, over the panes.
#[derive(Debug)]
pub struct Said {
    /// The program, and how it ended where that matters.
    pub title: String,
    /// Whether it failed.
    pub failed: bool,
    /// The lines, broken for the box.
    pub shown: Vec<String>,
    /// The first one in sight.
    pub scroll: usize,
    lines: Vec<String>,
    columns: usize,
}

impl Said {
    fn new(piped: Piped) -> Self {
        let Piped { name, lines, outcome } = piped;
        let (failed, title) = match outcome {
            Ok(()) => (false, name),
            Err(why) => (true, format!("{name} {why}")),
        };
        Self { title, failed, shown: Vec::new(), scroll: 0, lines, columns: 0 }
    }

    /// Breaks the lines for a box of so many columns, and keeps within them.
    pub(in crate::app) fn settle(&mut self, columns: usize, rows: usize) {
        if self.columns != columns {
            self.columns = columns;
            let broken = |line: &String| {
                let parts = text::wrap(line, columns.max(1)).into_iter();
                let parts: Vec<String> =
                    parts.map(|range| line.get(range).unwrap_or_default().to_owned()).collect();
                if parts.is_empty() { vec![String::new()] } else { parts }
            };
            self.shown = self.lines.iter().flat_map(broken).collect();
        }
        self.scroll = self.scroll.min(self.shown.len().saturating_sub(rows));
    }
}

/// What programs said that is not shown yet.
pub(in crate::app) type Saying = VecDeque<Said>;

/// A command as it was asked for: the form, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Asked {
    form: Form,
    words: Vec<String>,
}

/// Reads `[text|markdown|json] PROGRAM [ARGUMENT]...`.
pub(in crate::app) fn asked(argument: &str) -> Result<Asked, String> {
    let argument = argument.trim();
    let (first, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let named = Form::ALL.iter().find(|(name, ..)| *name == first);
    let (form, line) = named.map_or((Form::Text, argument), |(_, form, _)| (*form, rest));
    let words = shell_words::split(line).map_err(|_error| "a quote is not closed".to_owned())?;
    if words.first().is_none_or(String::is_empty) {
        return Err("pipe wants a program behind it, as in pipe wc -w".to_owned());
    }
    Ok(Asked { form, words })
}

/// One argument: `%s` is the link, `%t` the title, `%f` the file, `%%` a percent sign.
fn filled(word: &str, article: &Article) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        match (c, rest.clone().next()) {
            ('%', Some(sign @ ('s' | 't' | 'f' | '%'))) => {
                rest.next();
                filled.push_str(&value(sign, article)?);
            }
            _ => filled.push(c),
        }
    }
    Ok(filled)
}

fn value(sign: char, article: &Article) -> Result<String, String> {
    Ok(match sign {
        's' => article.link().map_err(|why| format!("there is nothing for %s: {why}"))?.into(),
        // A title must not become an option of the program.
        't' => article.title.trim_start_matches(['-', '+', '@', ' ']).to_owned(),
        'f' => match &article.source {
            // Nor must a name.
            Source::File(path) if path.starts_with("-") => format!("./{}", path.display()),
            Source::File(path) => path.to_string_lossy().into_owned(),
            _ => return Err("there is nothing for %f: the article is in no file".to_owned()),
        },
        _ => "%".to_owned(),
    })
}

/// Title and facts as Markdown.
fn heading(article: &Article) -> String {
    let mut facts = vec![article.provider.name.to_string()];
    facts.extend(article.date.map(|date| date.full()));
    let mut parts = vec![format!("# {}", article.title), facts.join(" · ")];
    parts.extend(article.link().ok().map(|link| format!("<{link}>")));
    parts.extend((!article.excerpt.is_empty()).then(|| article.excerpt.to_string()));
    parts.join("\n\n") + "\n"
}

/// An article with what it says.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    text: String,
}

impl App {
    /// Hands the article that is shown to a program.
    pub(in crate::app) fn pipe(&mut self, asked: &Asked) -> Vec<Effect> {
        match self.pipe_of(asked) {
            Ok(pipe) => {
                let name = pipe.command.first().map_or("", String::as_str);
                self.status = Status::info(format!("running {}…", text::line(name)));
                vec![Effect::Pipe(pipe)]
            }
            Err(why) => {
                self.status = Status::warning(why);
                Vec::new()
            }
        }
    }

    fn pipe_of(&self, asked: &Asked) -> Result<Pipe, String> {
        let article = self.shown().ok_or("there is no article to hand on")?;
        let words = asked.words.iter().map(|word| filled(word, article));
        let command = words.collect::<Result<_, _>>()?;
        let unread = || "its text is still being read: try again".to_owned();
        let input = match asked.form {
            Form::Markdown => {
                let (source, body) = (article.source.clone(), article.body.clone());
                PipeInput::Above(heading(article), source, body)
            }
            Form::Text => PipeInput::Ready(self.reader.page_text().ok_or_else(unread)?),
            Form::Json => {
                let text = self.reader.body_text().ok_or_else(unread)?;
                PipeInput::Ready(self.json(text)?)
            }
        };
        Ok(Pipe { command, input, limit: self.pipe_limit })
    }

    fn json(&self, text: String) -> Result<String, String> {
        let entry = self.reader.id().and_then(|id| Entry::of(&self.store, id, false));
        let whole = Whole { entry: entry.ok_or("there is no article to hand on")?, text };
        serde_json::to_string(&whole)
            .map(|line| line + "\n")
            .map_err(|why| format!("the article cannot be written as JSON: {why}"))
    }

    /// A program has ended.
    pub(in crate::app) fn piped(&mut self, piped: Piped) {
        let name = text::line(&piped.name).into_owned();
        if !piped.lines.is_empty() {
            self.status = Status::Quiet;
            self.saying.push_back(Said::new(Piped { name, ..piped }));
            return;
        }
        self.status = match piped.outcome {
            Ok(()) => Status::info(format!("{name} is done")),
            Err(why) => Status::warning(format!("{name} {why}")),
        };
    }

    /// Shows what a program said as soon as nothing else is in front.
    pub(in crate::app) fn show_said(&mut self) {
        if self.overlays.is_empty()
            && let Some(said) = self.saying.pop_front()
        {
            self.overlays.push(Overlay::Said(said));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(argument: &str) -> Result<(Form, Vec<String>), String> {
        asked(argument).map(|asked| (asked.form, asked.words))
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
