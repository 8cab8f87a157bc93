//! `newswire man`: prints the man page. Its text comes from the help, the manual and the program's
//! own tables; this module only formats it.

mod page;
mod settings;

use std::io;

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use crate::query;
use crate::text;

use super::FINE;
use super::failure::Failure;
use super::keys::KeyRow;
use super::manual::PAGES;
use super::output::Output;

/// Spaces between columns.
const GAP: usize = 2;
/// Wider entries in the left column of a table go on a line of their own.
const WIDEST: usize = 24;

/// Renders to memory first: the generators panic if they cannot write.
pub(super) fn print(
    parser: Command,
    rows: &[KeyRow],
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let mut text = Vec::new();
    write(parser, rows, &mut text)?;
    output.out.write_all(&text)?;
    Ok(FINE)
}

/// Writes the page in `man` macros.
fn write(parser: Command, rows: &[KeyRow], page: &mut Vec<u8>) -> io::Result<()> {
    // Subcommands of a command get lines of their own, too.
    let mut parser = parser.flatten_help(true).mut_subcommands(|it| it.flatten_help(true));
    parser.build();
    // When flattened, the usage has a line for each command.
    let usage = parser.render_usage().to_string();
    let parser = parser.override_usage(usage.trim_start_matches("Usage: ").to_owned());
    // The page is generated and has no date. An empty date must be quoted, or the next argument
    // would take its place.
    let man = Man::new(parser.clone()).title("NEWSWIRE").date("\"\"").manual("User Commands");
    let mut signs = Vec::new();
    man.render_title(&mut signs)?;
    let mut layout = Roff::new();
    layout.control("ad", ["l"]).control("nh", []);
    // `troff` renders these as accents and quotes, but `^d` is a key.
    layout.control("tr", [r"^\(ha~\(ti`\(ga"]);
    layout.to_writer(&mut signs)?;
    man.render_name_section(&mut signs)?;
    man.render_synopsis_section(&mut signs)?;
    body(&parser, rows).to_writer(&mut signs)?;
    page.extend(in_ascii(&String::from_utf8_lossy(&signs)).bytes());
    Ok(())
}

/// Replaces non-ASCII characters by their numbers: the encoding that `troff` assumes depends on
/// where it runs. Replaces backslashes by their name, because `\\` is one backslash only inside
/// macros.
fn in_ascii(page: &str) -> String {
    let page = page.replace(r"\\", r"\(rs");
    let letter = |letter: char| match letter {
        // Where `…` is missing, `1…9` would become `19`.
        '…' => "...".to_owned(),
        letter if letter.is_ascii() => letter.to_string(),
        letter => format!("\\[u{:04X}]", u32::from(letter)),
    };
    page.chars().map(letter).collect()
}

fn body(parser: &Command, rows: &[KeyRow]) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["DESCRIPTION"]);
    // The first paragraph is already printed next to the name.
    paragraphs(&mut roff, parser.get_long_about(), 1, "PP");
    roff.control("SH", ["OPTIONS"]);
    options(&mut roff, parser.get_arguments());
    roff.control("SH", ["COMMANDS"]);
    roff.text([roman("Every command takes the options above, and these.")]);
    for command in parser.get_subcommands() {
        section(&mut roff, command, command.get_name());
        for inner in command.get_subcommands() {
            section(&mut roff, inner, &format!("{} {}", command.get_name(), inner.get_name()));
        }
    }
    for page in PAGES {
        page::section(&mut roff, *page, rows);
    }
    below_help(&mut roff, &parser.get_after_help().map(ToString::to_string).unwrap_or_default());
    roff.control("SH", ["SEE ALSO"]);
    roff.text([bold("xdg-open"), roman("(1), which opens links where nothing else is named;")]);
    roff.text([bold("jq"), roman("(1), for what list --jsonl prints")]);
    roff
}

/// Formats every action: its keys, what it does, and its name.
fn keys(roff: &mut Roff, rows: &[KeyRow]) {
    roff.text([roman(
        "The name of each action is in parentheses. keys: in the settings and : in the reader \
         take it.",
    )]);
    roff.control("PP", []);
    let indent = indent(rows.iter().map(|row| row.keys.as_str()));
    roff.control("PD", ["0"]);
    for row in rows {
        roff.control("TP", [indent.as_str()]);
        roff.text([bold(row.keys.as_str())]);
        roff.text([roman(row.sentence)]);
        roff.text([roman("("), italic(row.name), roman(")")]);
    }
    roff.control("PD", []);
}

/// Formats the grammar, then each form with a sentence, as in `newswire help query`.
fn queries(roff: &mut Roff) {
    roff.text([roman(include_str!("../../assets/query.txt").trim_end())]);
    roff.control("PP", []);
    // No indent, because the grammar is as wide as a screen.
    roff.control("in", ["0"]);
    roff.control("nf", []);
    for line in query::GRAMMAR.lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff.control("in", []);
    roff.control("PP", []);
    table(roff, &query::help());
}

/// Formats a command with its own options.
fn section(roff: &mut Roff, command: &Command, name: &str) {
    roff.control("SS", [name]);
    paragraphs(roff, command.get_long_about().or(command.get_about()), 0, "PP");
    let own = |argument: &&Arg| !argument.is_global_set() && argument.get_id() != "help";
    options(roff, command.get_arguments().filter(own));
}

/// Formats the paragraphs of a help text after the first few; `request` starts all except the
/// first.
fn paragraphs(roff: &mut Roff, help: Option<&StyledStr>, first: usize, request: &str) {
    let help = help.map(ToString::to_string).unwrap_or_default();
    for (at, paragraph) in help.split("\n\n").skip(first).enumerate() {
        if at > 0 {
            roff.control(request, []);
        }
        roff.text([roman(paragraph)]);
    }
}

fn options<'a>(roff: &mut Roff, arguments: impl Iterator<Item = &'a Arg>) {
    for argument in arguments {
        let names = [
            argument.get_short().map(|short| format!("-{short}")),
            argument.get_long().map(|long| format!("--{long}")),
        ];
        let names = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let value = value_of(argument);
        let gap = if names.is_empty() || value.is_empty() { "" } else { " " };
        roff.control("TP", []);
        roff.text([bold(names), roman(gap), italic(value)]);
        paragraphs(roff, argument.get_long_help().or(argument.get_help()), 0, "IP");
        values(roff, argument);
    }
}

/// Returns the placeholder of an argument's value, such as `PATH...`.
fn value_of(argument: &Arg) -> String {
    let takes = argument.get_action().takes_values();
    let names = argument.get_value_names().filter(|_| takes).unwrap_or_default();
    let many = argument.get_num_args().is_some_and(|count| count.max_values() > names.len());
    format!("{}{}", names.join(" "), if takes && many { "..." } else { "" })
}

/// Formats the possible values of an argument, and its default.
fn values(roff: &mut Roff, argument: &Arg) {
    let values = argument.get_possible_values();
    let default = |value: &PossibleValue| {
        argument.get_default_values().iter().any(|default| default == value.get_name())
    };
    let rows: Vec<(&str, String)> = values
        .iter()
        .filter_map(|value| {
            let mark = if default(value) { " (the default)" } else { "" };
            Some((value.get_name(), format!("{}{mark}", value.get_help()?)))
        })
        .collect();
    if rows.is_empty() && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        roff.text([roman(format!("({})", names.join(", ")))]);
    } else if !rows.is_empty() {
        roff.control("RS", []);
        table(roff, &rows);
        roff.control("RE", []);
    }
}

/// Returns the width of the left column of a table.
fn indent<'a>(left: impl Iterator<Item = &'a str>) -> String {
    let widths = left.map(text::width).filter(|width| *width <= WIDEST);
    (widths.max().unwrap_or(WIDEST / 4) + GAP).to_string()
}

/// Formats two columns without empty lines.
fn table(roff: &mut Roff, rows: &[(impl AsRef<str>, impl AsRef<str>)]) {
    let indent = indent(rows.iter().map(|(left, _)| left.as_ref()));
    roff.control("PD", ["0"]);
    for (left, right) in rows {
        roff.control("TP", [indent.as_str()]);
        roff.text([bold(left.as_ref())]);
        roff.text([roman(right.as_ref())]);
    }
    roff.control("PD", []);
}

/// Formats the text after the help: headings, each with a table below. Only examples keep their
/// spaces, because a command line must not be broken.
fn below_help(roff: &mut Roff, help: &str) {
    for (heading, lines) in help.split("\n\n").filter_map(|section| section.split_once(":\n")) {
        roff.control("SH", [heading.to_uppercase().as_str()]);
        let rows: Vec<(&str, &str)> =
            lines.lines().filter_map(|line| line.trim().split_once("  ")).collect();
        if heading == "Examples" {
            roff.control("nf", []);
            for (command, purpose) in rows {
                roff.text([bold(command), roman(format!("  {purpose}"))]);
            }
            roff.control("fi", []);
        } else {
            let rows: Vec<_> = rows.iter().map(|(left, right)| (*left, right.trim())).collect();
            table(roff, &rows);
        }
    }
}
