//! `newswire help`: prints the topics of the manual, a page, a command's help, or the query
//! language.

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::markup::Block;
use crate::markup::Cell;
use crate::markup::Inline;
use crate::markup::Style;
use crate::query;
use crate::text;

use super::failure::Failure;
use super::keys::KeyRow;
use super::manual::{self, ManualPage, PAGES};
use super::output::{KEY, Output};
use super::table::spaces;
use super::{FINE, parser};

/// Topic for the query language, which is not a command.
const QUERY: &str = "query";
/// First lines of the list of topics.
const ABOUT: &str =
    "newswire help NAME shows a page of the manual, the help of a command, or the query language.";

/// Completes and suggests the names of commands, `query`, and the topics of the manual alike.
pub(super) fn with_topics(parser: clap::Command) -> clap::Command {
    let commands = parser.get_subcommands().map(clap::Command::get_name);
    let commands: Vec<String> = commands.map(str::to_owned).collect();
    let pages = PAGES.iter().filter(|page| !commands.iter().any(|name| name == page.topic));
    let pages = pages.map(|page| PossibleValue::new(page.topic));
    let values = commands.iter().map(PossibleValue::new).chain([PossibleValue::new(QUERY)]);
    let topics = PossibleValuesParser::new(values.chain(pages));
    parser.mut_subcommand("help", |help| help.mut_arg("topic", |topic| topic.value_parser(topics)))
}

pub(super) fn print(
    topic: Option<&str>,
    rows: &[KeyRow],
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let Some(topic) = topic else {
        manual::show(&contents(output), output)?;
        return Ok(FINE);
    };
    if let Some(page) = ManualPage::find(topic) {
        manual::show(&page.painted(rows, output), output)?;
        return Ok(FINE);
    }
    match topic {
        QUERY => language(output),
        command => of_command(&[command, "--help"], output),
    }
}

/// Lists all topics and commands, each with a sentence.
fn contents(output: &Output<'_>) -> String {
    let parser = parser();
    let about = |command: &clap::Command| command.get_about().map(ToString::to_string);
    let command = |it: &clap::Command| row(it.get_name(), &about(it).unwrap_or_default());
    let language = row(QUERY, "The query language, with its grammar");
    let commands = parser.get_subcommands().map(command).chain([language]).collect();
    let topics = PAGES.iter().map(|page| row(page.topic, page.sentence())).collect();
    let mut blocks = vec![Block::Paragraph(vec![Inline::new(ABOUT, Style::default())])];
    for (heading, rows) in [("The manual", topics), ("Commands", commands)] {
        let text = vec![Inline::new(heading, Style::default())];
        blocks.extend([
            Block::Heading { level: 2, text, id: None },
            Block::Table { head: Vec::new(), rows },
        ]);
    }
    manual::painted(blocks, output)
}

fn row(name: &str, sentence: &str) -> Vec<Cell> {
    let strong = Style { strong: true, ..Style::default() };
    let text = [Inline::new(name, strong), Inline::new(sentence, Style::default())];
    text.map(|text| Cell { text: vec![text], ..Cell::default() }).to_vec()
}

/// Prints the help of a command as the parser formats it.
fn of_command(words: &[&str], output: &mut Output<'_>) -> Result<u8, Failure> {
    let words = ["newswire"].iter().chain(words);
    match parser().try_get_matches_from(words) {
        Err(help) if !help.use_stderr() => {
            let help = help.render();
            if output.color {
                write!(output.out, "{}", help.ansi())?;
            } else {
                write!(output.out, "{help}")?;
            }
            Ok(FINE)
        }
        Err(error) => Err(error.into()),
        Ok(_) => Ok(FINE),
    }
}

/// Prints the grammar, and each form with a sentence.
fn language(output: &mut Output<'_>) -> Result<u8, Failure> {
    writeln!(output.out, "{}\n", include_str!("../../assets/query.txt").trim_end())?;
    for line in query::GRAMMAR.lines() {
        writeln!(output.out, "  {line}")?;
    }
    let rows = query::help();
    let widest = rows.iter().map(|(form, _)| text::width(form)).max().unwrap_or(0);
    writeln!(output.out)?;
    for (form, sentence) in &rows {
        let gap = spaces(widest + 2, form);
        writeln!(output.out, "  {}{gap}{sentence}", output.paint(KEY, form))?;
    }
    Ok(FINE)
}
