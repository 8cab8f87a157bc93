//! Recovers from invalid settings. The invalid part is blanked out and the rest parsed again, so
//! lines and columns stay the same.

use std::path::Path;

use crate::problem::Problem;
use crate::yaml::{self, Excess};

use super::raw::RawConfig;
use super::refusal::refusal;

/// Upper bound on reported mistakes.
const MOST: usize = 50;

/// Returns the valid settings, the problems, and the text without the invalid parts.
pub(super) fn recover(path: &Path, content: &str) -> (RawConfig, Vec<Problem>, String) {
    if let Err(excess) = yaml::check_settings(content) {
        return (RawConfig::default(), vec![too_large(path, &excess)], String::new());
    }
    let mut lines: Vec<&str> = content.lines().collect();
    let mut problems: Vec<Problem> = Vec::new();
    loop {
        let rest = lines.join("\n");
        // An empty file is not a map, but it is valid.
        let error = match serde_yaml::from_str::<Option<RawConfig>>(&rest) {
            Ok(written) => return (written.unwrap_or_default(), problems, rest),
            Err(error) => error,
        };
        let problem = refusal(path, content, &error);
        let line = problem.line.map_or(0, |line| line as usize);
        let blanked = blank(&mut lines, line.saturating_sub(1));
        problems.push(problem);
        if !blanked || problems.len() == MOST {
            return (RawConfig::default(), problems, String::new());
        }
    }
}

/// The problem of a file that would take too long to parse.
pub(super) fn too_large(path: &Path, excess: &Excess) -> Problem {
    Problem::error(path, format!("cannot read it: {}", excess.cause)).hint(excess.hint)
}

/// Blanks out the smallest part around a line: an item of a list or map, or else a whole setting.
/// Returns `false` if nothing is left to blank out.
fn blank(lines: &mut [&str], wrong: usize) -> bool {
    let Some(wrong) = (0..lines.len().min(wrong + 1)).rev().find(|at| is_filled(lines[*at])) else {
        return false;
    };
    let first = (0..=wrong).rev().find(|at| is_setting(lines[*at])).unwrap_or(0);
    let end = (first + 1..lines.len()).find(|at| is_setting(lines[*at])).unwrap_or(lines.len());
    let item = (first + 1..end).find(|at| is_filled(lines[*at])).map(|at| indent(lines[at]));
    let begins_item = |at: usize| is_filled(lines[at]) && Some(indent(lines[at])) <= item;
    let range = match (first + 1..=wrong).rev().find(|at| begins_item(*at)) {
        // Continuation lines of a value that starts on the line of its key are not items.
        Some(_) if has_value(lines[first]) => first..end,
        Some(start) => start..(start + 1..end).find(|at| begins_item(*at)).unwrap_or(end),
        None => first..end,
    };
    lines[range].fill("");
    true
}

/// Returns the text with one setting blanked out.
pub(crate) fn without(content: &str, name: &str) -> String {
    let mut lines: Vec<&str> = content.lines().collect();
    let named = |line: &str| line.split(':').next().is_some_and(|it| it.trim_end() == name);
    if let Some(first) = lines.iter().position(|line| named(line)) {
        let end = (first + 1..lines.len()).find(|at| is_setting(lines[*at]));
        let end = end.unwrap_or(lines.len());
        lines[first..end].fill("");
    }
    lines.join("\n")
}

fn is_setting(line: &str) -> bool {
    !line.starts_with([' ', '-', '\t']) && is_filled(line)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_filled(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

/// Whether the key on this line is followed by a value rather than a comment.
fn has_value(line: &str) -> bool {
    let value = line.split_once(':').map_or(line, |(_, value)| value).trim();
    !value.is_empty() && !value.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sifted(content: &str) -> (String, Vec<String>) {
        let (_, problems, rest) = recover(Path::new("c"), content);
        let said = problems.iter().map(Problem::place).collect();
        (rest.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join("|"), said)
    }

    #[test]
    fn a_mistake_costs_the_smallest_part_around_it() {
        let cases: [(&str, &str, &[&str]); 7] = [
            ("folder: [a]\nstories: off\n", "stories: off", &["c:1:1"]),
            (
                "mute:\n  - golf\n  - (b\n  - tea\nwatch: on\n",
                "mute:|  - golf|  - tea|watch: on",
                &["c:3:5"],
            ),
            ("mute:\n- golf\n- (b\nwatch: on\n", "mute:|- golf|watch: on", &["c:3:3"]),
            (
                "views:\n  - name: A\n    query: (\n  - {name: B, query: b}\n",
                "views:|  - {name: B, query: b}",
                &["c:3:12"],
            ),
            ("mute: [golf, (b]\nwatch: on\n", "watch: on", &["c:1:14"]),
            ("keys:\n  zen: z\n  lits: {zen: x}\n", "keys:|  zen: z", &["c:3:9"]),
            ("watch: maybe\nfolder: x\nread_after: -1\n", "", &["c:1:8", "c:2:1", "c:3:13"]),
        ];
        for (content, rest, places) in cases {
            let (found, said) = sifted(content);
            assert_eq!(
                (found.as_str(), said),
                (rest, places.iter().map(ToString::to_string).collect()),
                "{content}"
            );
        }
    }

    /// Regression: what is not closed was reported on every line that followed.
    #[test]
    fn what_is_not_closed_is_reported_once_where_it_is_opened() {
        for (content, place, rest) in [
            ("theme: \"dark\nmouse: on\n", "c:1:8", "mouse: on"),
            ("stories: on\nkeys: {zen: Z\nmouse: on\n", "c:2:7", "stories: on|mouse: on"),
            ("folders: [a\nmouse: on\n", "c:1:10", "mouse: on"),
        ] {
            let (left, said) = sifted(content);
            assert_eq!((left.as_str(), said.as_slice()), (rest, [place.to_owned()].as_slice()));
            let (_, problems, _) = recover(Path::new("c"), content);
            assert!(!problems[0].what.contains(" line "), "{}", problems[0].what);
        }
    }

    #[test]
    fn no_text_goes_round_for_ever() {
        for content in
            ["{", "a: [\n", "- x\n- y\n", "\t\n", "a: &x *x\n", "? [\n", "%\n", "a: b: c\nd: [}\n"]
        {
            let (_, problems, _) = recover(Path::new("c"), content);
            assert!(problems.len() < MOST, "{content}");
        }
    }
}
