//! `newswire man`: the manual page. Its sentences are those of the help and of the
//! table of keys; this is only how they are set.

use std::io;

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use crate::query;
use crate::text;

use super::keys::KeyRow;

/// Between columns.
const GAP: usize = 2;
/// What is wider in the left column of a table has a line of its own.
const WIDEST: usize = 24;

/// The page in the language of `man`.
pub(super) fn write(parser: Command, rows: &[KeyRow], page: &mut Vec<u8>) -> io::Result<()> {
    // Commands of a command have lines of their own, too.
    let mut parser = parser.flatten_help(true).mut_subcommands(|it| it.flatten_help(true));
    parser.build();
    // Flattened, the usage has a line for each command.
    let usage = parser.render_usage().to_string();
    let parser = parser.override_usage(usage.trim_start_matches("Usage: ").to_owned());
    // An empty date has to be written as quotes, or what comes next is taken for it.
    let man = Man::new(parser.clone()).date("\"\"").manual("User Commands");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    body(&parser, rows).to_writer(page)
}

fn body(parser: &Command, rows: &[KeyRow]) -> Roff {
    let mut roff = Roff::new();
    roff.control("ad", ["l"]).control("nh", []);
    // Typesetters take these for accents and quotes, and `^d` is a key.
    roff.control("tr", [r"^\(ha~\(ti`\(ga"]);
    // Where there is no such character, `1…9` would be `19`.
    roff.control("fchar", [r"\[u2026]", "..."]);
    roff.control("SH", ["DESCRIPTION"]);
    // The first paragraph is the sentence beside the name.
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
    roff.control("SH", ["KEYS"]);
    let keys: Vec<_> = rows.iter().map(|row| (row.keys.as_str(), row.sentence)).collect();
    table(&mut roff, &keys);
    roff.control("SH", ["QUERIES"]);
    table(&mut roff, &query::help());
    below_help(&mut roff, &parser.get_after_help().map(ToString::to_string).unwrap_or_default());
    roff
}

/// A command with the options that are its own.
fn section(roff: &mut Roff, command: &Command, name: &str) {
    roff.control("SS", [name]);
    paragraphs(roff, command.get_long_about().or(command.get_about()), 0, "PP");
    let own = |argument: &&Arg| !argument.is_global_set() && argument.get_id() != "help";
    options(roff, command.get_arguments().filter(own));
}

/// The paragraphs of a help text but the first few; `request` begins all except one.
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

/// What stands for its value, such as `PATH...`.
fn value_of(argument: &Arg) -> String {
    let takes = argument.get_action().takes_values();
    let names = argument.get_value_names().filter(|_| takes).unwrap_or_default();
    let many = argument.get_num_args().is_some_and(|count| count.max_values() > names.len());
    format!("{}{}", names.join(" "), if takes && many { "..." } else { "" })
}

/// What its value may be, and which one it is by default.
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

/// Two columns, without empty lines.
fn table(roff: &mut Roff, rows: &[(impl AsRef<str>, impl AsRef<str>)]) {
    let widths = rows.iter().map(|(left, _)| text::width(left.as_ref()));
    let indent = widths.filter(|width| *width <= WIDEST).max().unwrap_or(WIDEST / 4) + GAP;
    let indent = indent.to_string();
    roff.control("PD", ["0"]);
    for (left, right) in rows {
        roff.control("TP", [indent.as_str()]);
        roff.text([bold(left.as_ref())]);
        roff.text([roman(right.as_ref())]);
    }
    roff.control("PD", []);
}

/// What stands below the help: headings, and below each a table. Only examples keep
/// their spaces, because a command line must not be broken.
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
