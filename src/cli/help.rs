//! `newswire help`: on the program, a command, the language of queries or the keys.

use clap::builder::PossibleValuesParser;

use crate::query;
use crate::text;

use super::failure::Failure;
use super::keys::{self, KeyRow};
use super::output::{KEY, Output};
use super::table::spaces;
use super::{FINE, parser};

/// What there is help on that is no command.
const QUERY: &str = "query";

/// Completed and suggested alike: the names of all commands, and queries.
pub(super) fn with_topics(parser: clap::Command) -> clap::Command {
    let names: Vec<String> =
        parser.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let topics = PossibleValuesParser::new(names.into_iter().chain([QUERY.to_owned()]));
    parser.mut_subcommand("help", |help| help.mut_arg("topic", |topic| topic.value_parser(topics)))
}

pub(super) fn print(
    topic: Option<&str>,
    rows: &[KeyRow],
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    match topic {
        Some(QUERY) => language(output),
        Some("keys") => keys::print(rows, output),
        Some(command) => of_command(&[command, "--help"], output),
        None => of_command(&["--help"], output),
    }
}

/// What the parser would say.
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

/// The grammar, and each form with a sentence.
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
