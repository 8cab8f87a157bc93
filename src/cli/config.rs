//! `newswire config`: prints the settings in force with their source, the defaults, or the
//! problems.

use crate::config;
use crate::config::ParsedConfig;
use crate::config::SettingsFile;
use crate::problem::Problem;
use crate::text;

use super::failure::Failure;
use super::keys::KeysOf;
use super::options::ConfigTask;
use super::output::{DIM, KEY, Output};
use super::table::spaces;
use super::{Arguments, FINE, WRONG};

/// Wider values have their source on the line above.
const WIDEST: usize = 40;

pub(super) fn run(
    default: bool,
    task: Option<&ConfigTask>,
    arguments: &Arguments,
    keys: KeysOf<'_>,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    if default {
        write!(output.out, "{}", config::DEFAULTS)?;
        return Ok(FINE);
    }
    let file = SettingsFile::find(arguments.config.as_deref())?;
    let parsed = file.read();
    let mut problems = parsed.problems.clone();
    problems.extend(keys(&parsed.config).problems);
    problems.sort_by_key(|problem| (problem.line, problem.column));
    match task {
        Some(ConfigTask::Check) => check(&file, &problems, output),
        None => show(&file, &parsed, &problems, arguments, output),
    }
}

/// Prints every problem to standard output, and their number to standard error.
fn check(
    file: &SettingsFile,
    problems: &[Problem],
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    for problem in problems {
        writeln!(output.out, "{problem}")?;
    }
    output.out.flush()?;
    let path = text::line(&file.path.to_string_lossy()).into_owned();
    let told = match problems.len() {
        0 if file.content.is_empty() => format!("no settings in {path}: all defaults"),
        0 => format!("{path} is valid"),
        count => text::counted(count, "error"),
    };
    writeln!(output.err, "{told}")?;
    Ok(if problems.is_empty() { FINE } else { WRONG })
}

/// Prints a line for each setting: its value, and its source.
fn show(
    file: &SettingsFile,
    parsed: &ParsedConfig,
    problems: &[Problem],
    arguments: &Arguments,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let path = text::line(&file.path.to_string_lossy()).into_owned();
    let switches = [("stories", arguments.no_stories), ("watch", arguments.no_watch)];
    let rows: Vec<(String, String)> = config::options()
        .into_iter()
        .map(|setting| {
            let name = &setting.name;
            let is_off = switches.iter().any(|(switch, on)| *on && *switch == name.as_str());
            let written = config::written(&parsed.valid_text, name);
            let (value, origin) = match written {
                _ if is_off => ("off".to_owned(), format!("command line, --no-{name}")),
                Some((value, line)) => (value, format!("{path}:{line}")),
                None => (setting.default, "default".to_owned()),
            };
            (format!("{name}: {value}").trim_end().to_owned(), origin)
        })
        .collect();
    let widths = rows.iter().map(|(line, _)| text::width(line)).filter(|width| *width <= WIDEST);
    let widest = widths.max().unwrap_or(WIDEST);
    for (line, origin) in &rows {
        let origin = output.paint(DIM, &format!("# {origin}"));
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let shown = format!("{}:{value}", output.paint(KEY, name));
        if text::width(line) > widest {
            writeln!(output.out, "{origin}\n{shown}")?;
        } else {
            writeln!(output.out, "{shown}{}{origin}", spaces(widest + 2, line))?;
        }
    }
    output.out.flush()?;
    for problem in problems {
        writeln!(output.err, "{problem}")?;
    }
    Ok(if problems.is_empty() { FINE } else { WRONG })
}
