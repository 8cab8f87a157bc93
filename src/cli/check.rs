//! `newswire check`: prints every problem to standard output, and their number to standard error.

use crate::load::Contents;
use crate::problem::Problem;
use crate::problem::Severity;
use crate::text;

use super::failure::Failure;
use super::feeds;
use super::json::{self, Complaint};
use super::opened::Opened;
use super::output::{BAD, DIM, DOUBTFUL, Output};
use super::read::contents;
use super::{CheckOptions, FINE, FOUND_FAULT};

pub(super) fn run(
    options: &CheckOptions,
    opened: &Opened,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let Contents { articles, mut problems, left_out, .. } = contents(opened, output.watched);
    if options.paths.is_empty() {
        problems.extend(feeds::problems());
    }
    if options.json {
        json::lines(problems.iter().map(Complaint::of), output.out)?;
    } else {
        for problem in &problems {
            writeln!(output.out, "{}", painted(problem, output))?;
        }
    }
    output.out.flush()?;
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let warnings = problems.len() - errors;
    let remark = match (errors, warnings) {
        (0, 1..) => " (warnings alone do not fail a check)",
        _ => "",
    };
    writeln!(
        output.err,
        "{}, {}, {}{remark}",
        text::counted(articles.len(), "document"),
        text::counted(errors, "error"),
        text::counted(warnings, "warning")
    )?;
    if left_out.count() > 0 {
        writeln!(output.err, "{left_out}")?;
    }
    Ok(if errors == 0 { FINE } else { FOUND_FAULT })
}

/// Formats a problem as usual; on a terminal the severity is highlighted and the position dimmed.
fn painted(problem: &Problem, output: &Output<'_>) -> String {
    let style = match problem.severity {
        Severity::Error => BAD,
        Severity::Warning => DOUBTFUL,
    };
    let place = output.paint(DIM, &problem.place());
    let severity = output.paint(style, &problem.severity.to_string());
    format!("{place}: {severity}: {}", problem.sentence())
}
