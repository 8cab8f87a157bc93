//! Piping the article to a program: builds its input and arguments and shows its output. The
//! program is run elsewhere.

use serde::Serialize;

use crate::article::Article;
use crate::article::Origin;
use crate::store::Entry;
use crate::text;

use crate::app::effect::{Effect, Job, Pipe, PipeInput};
use crate::app::message::Piped;
use crate::app::overlays::Overlay;
use crate::app::overlays::output::CommandOutput;
use crate::app::overlays::program::{Form, Program};
use crate::app::{App, Status};

/// Expands the placeholders of one argument: `%s` is the link, `%t` the title, `%f` the file, `%%`
/// a percent sign.
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
        's' => article.link().map_err(|why| format!("no value for %s: {why}"))?.into(),
        // The program must not take a title for an option.
        't' => article.title.trim_start_matches(['-', '+', '@', ' ']).to_owned(),
        'f' => match &article.origin {
            // Nor a file name.
            Origin::File(path) if path.starts_with("-") => format!("./{}", path.display()),
            Origin::File(path) => path.to_string_lossy().into_owned(),
            _ => return Err("no value for %f: the article is not in a file".to_owned()),
        },
        _ => "%".to_owned(),
    })
}

/// Formats title and metadata as Markdown.
fn heading(article: &Article) -> String {
    let mut facts = vec![article.provider.name.to_string()];
    facts.extend(article.date.map(|date| date.full()));
    let mut parts = vec![format!("# {}", article.title), facts.join(" · ")];
    parts.extend(article.link().ok().map(|link| format!("<{link}>")));
    parts.extend((!article.excerpt.is_empty()).then(|| article.excerpt.to_string()));
    parts.join("\n\n") + "\n"
}

/// An article with its text, as JSON.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    text: String,
}

impl App {
    /// Pipes the shown article to a program.
    pub(in crate::app) fn pipe(&mut self, program: &Program) -> Vec<Effect> {
        match self.pipe_of(program) {
            Ok(pipe) => {
                let name = pipe.command.first().map_or("", String::as_str);
                self.status = Status::info(format!("running {}…", text::line(name)));
                vec![Effect::Job(Job::Pipe(pipe))]
            }
            Err(why) => {
                self.status = Status::warning(why);
                Vec::new()
            }
        }
    }

    fn pipe_of(&self, program: &Program) -> Result<Pipe, String> {
        let article = self.shown().ok_or("no article to pipe")?;
        let words = program.words.iter().map(|word| filled(word, article));
        let command = words.collect::<Result<_, _>>()?;
        let unread = || "its text is still being read: try again".to_owned();
        let input = match program.form {
            Form::Markdown => {
                let (origin, body) = (article.origin.clone(), article.body.clone());
                PipeInput::Above(heading(article), origin, body)
            }
            Form::Text => {
                let text = self.reader.page_text().ok_or_else(unread)?;
                // On the screen the border names the provider.
                PipeInput::Ready(format!("{}\n\n{text}", article.provider.name))
            }
            Form::Json => {
                let text = self.reader.body_text().ok_or_else(unread)?;
                PipeInput::Ready(self.json(text)?)
            }
        };
        Ok(Pipe { command, input, limit: self.pipe_limit })
    }

    fn json(&self, text: String) -> Result<String, String> {
        let entry = self.reader.id().and_then(|id| Entry::of(&self.store, id, false));
        let whole = Whole { entry: entry.ok_or("no article to pipe")?, text };
        serde_json::to_string(&whole)
            .map(|line| line + "\n")
            .map_err(|why| format!("the article cannot be written as JSON: {why}"))
    }

    /// Receives the result of a program.
    pub(in crate::app) fn piped(&mut self, piped: Piped) {
        let name = text::line(&piped.name).into_owned();
        if !piped.lines.is_empty() {
            self.status = Status::Quiet;
            self.outputs.push_back(CommandOutput::new(Piped { name, ..piped }));
            return;
        }
        self.status = match piped.outcome {
            Ok(()) => Status::info(format!("{name} is done")),
            Err(why) => Status::warning(format!("{name} {why}")),
        };
    }

    /// Shows the output of a program as soon as no overlay is open.
    pub(in crate::app) fn show_output(&mut self) {
        if self.overlays.is_empty()
            && let Some(output) = self.outputs.pop_front()
        {
            self.overlays.push(Overlay::Output(output));
        }
    }
}
