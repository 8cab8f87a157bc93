//! Parses a line of the file of feeds.

use std::path::Path;
use std::time::Duration;

use rustc_hash::FxHashSet;

use super::super::subscription::{Source, Subscription};
use super::address::complete;
use super::command::argv;
use super::newsboat_query::{SavedQuery, saved_query};
use super::words::{OPTIONS, Word, split};
use crate::problem::{Problem, Severity};
use crate::text;

/// A parsed line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A comment, or nothing.
    Blank,
    /// A subscription; its line number is not set.
    Feed(Box<Subscription>),
    /// A search among articles, which newsboat shows as a feed; its line number is not set.
    View(SavedQuery),
}

/// A problem of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Position in bytes.
    pub(super) at: usize,
    /// An error costs the line, a warning the word.
    pub(super) severity: Severity,
    pub(super) what: String,
    pub(super) hint: String,
}

impl Fault {
    fn error(at: usize, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { at, severity: Severity::Error, what: what.into(), hint: hint.into() }
    }

    fn warning(at: usize, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(at, what, hint) }
    }
}

/// Returns the faults of a line as problems of a file. Mostly each stands behind the one before it,
/// from where its column is counted.
pub(super) fn problems_of(
    faults: &[Fault],
    path: &Path,
    line: &str,
    number: usize,
) -> impl Iterator<Item = Problem> {
    let (mut at, mut column) = (0, 1);
    faults.iter().map(move |fault| {
        if fault.at < at {
            (at, column) = (0, 1);
        }
        column += line.get(at..fault.at).map_or(0, |between| between.chars().count());
        at = fault.at;
        let problem = match fault.severity {
            Severity::Error => Problem::error(path, &fault.what),
            Severity::Warning => Problem::warning(path, &fault.what),
        };
        problem.at(number, column).hint(&fault.hint)
    })
}

/// Reads a line. After an error the line says nothing.
pub(super) fn read(line: &str) -> (Line, Vec<Fault>) {
    let words = match split(line) {
        Ok((words, _)) => words,
        Err(at) => {
            let fault = Fault::error(at, "this quote is not closed", "close it with \"");
            return (Line::Blank, vec![fault]);
        }
    };
    let Some((first, rest)) = words.split_first() else { return (Line::Blank, Vec::new()) };
    let refused = |(what, hint): (String, String)| {
        (Line::Blank, vec![Fault::error(first.span.start, what, hint)])
    };
    if let Some(query) = first.text.strip_prefix("query:") {
        return match saved_query(query) {
            Ok(view) => (Line::View(SavedQuery { tags: cleaned(rest), ..view }), Vec::new()),
            Err(error) => refused(error),
        };
    }
    let mut feed = match feed(&first.text) {
        Ok(feed) => feed,
        Err(error) => return refused(error),
    };
    let mut faults = Vec::new();
    let mut seen = FxHashSet::default();
    for word in rest {
        let result = take(&mut feed, word, &mut seen);
        faults.extend(result.err().map(|(what, hint)| Fault::warning(word.span.start, what, hint)));
    }
    (Line::Feed(Box::new(feed)), faults)
}

fn cleaned(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| text::line(&word.text).into_owned()).collect()
}

type Refusal = (String, String);

/// Reads the first word.
fn feed(word: &str) -> Result<Subscription, Refusal> {
    if let Some(command) = word.strip_prefix("exec:") {
        let source = Source::Exec { argv: argv(command)? };
        return Ok(Subscription { source, ..Subscription::new(word) });
    }
    let Some(filter) = word.strip_prefix("filter:") else {
        return complete(word).map(Subscription::new);
    };
    let starts = [":http://", ":https://"];
    let at = starts.iter().filter_map(|start| filter.find(start)).min();
    let parts = at.and_then(|at| Some((filter.get(..at)?, filter.get(at + 1..)?)));
    let Some((command, address)) = parts.or_else(|| filter.split_once(':')) else {
        let hint = "write the program and the address: filter:~/bin/sort.sh:https://…";
        return Err(("the filter names no address".to_owned(), hint.to_owned()));
    };
    let source = Source::Filter { argv: argv(command)?, address: complete(address)? };
    Ok(Subscription { source, ..Subscription::new(word) })
}

/// Reads a word after the first; `seen` holds the tags before it.
fn take(feed: &mut Subscription, word: &Word, seen: &mut FxHashSet<String>) -> Result<(), Refusal> {
    if let Some((name, value)) = word.option() {
        return option(feed, name, value);
    }
    if let Some(title) = word.title() {
        let title = text::line(title).into_owned();
        feed.title = Some(title).filter(|title| !title.is_empty()).or(feed.title.take());
    } else if word.pauses() {
        feed.paused = true;
    } else {
        if let Some((name, near)) = word.misspelled() {
            let known = near.map_or_else(|| OPTIONS.join("=…, "), str::to_owned);
            let hint = format!("write {known}=…, or put the word in quotes if it is a tag");
            return Err((format!("there is no option {}", shown(name)), hint));
        }
        let tag = word.text.strip_prefix('!').unwrap_or(&word.text);
        feed.hidden |= tag.len() < word.text.len();
        let tag = text::line(tag).into_owned();
        if !tag.is_empty() && seen.insert(tag.clone()) {
            feed.tags.push(tag);
        }
    }
    Ok(())
}

/// Shows a word of a line, unless it looks like an address, which may hold a password.
fn shown(word: &str) -> String {
    let is_plain = word.len() <= 30 && !word.contains(['@', ':', '/', '?']);
    if is_plain { format!("`{word}`") } else { "of this name".to_owned() }
}

fn option(feed: &mut Subscription, name: &str, value: &str) -> Result<(), Refusal> {
    // What looks like an address may hold a password.
    let is_plain = value.len() <= 30 && !value.contains(['@', ':', '/', '?']);
    let instead = if is_plain { format!(", not `{value}`") } else { String::new() };
    let wrong =
        |needed: &str, hint: &str| (format!("`{name}` needs {needed}{instead}"), hint.to_owned());
    match name {
        "every" => {
            let hint = "write a number and m, h, d or w, as in every=2h";
            feed.every =
                Some(duration(value).ok_or_else(|| wrong("a time such as 30m or 2h", hint))?);
        }
        "full_text" => {
            feed.full_text = Some(match value {
                "on" => true,
                "off" => false,
                _ => return Err(wrong("on or off", "write full_text=on or full_text=off")),
            });
        }
        "keep" => {
            let count = value.parse().ok().filter(|count| *count > 0);
            let hint = "write how many articles to keep, as in keep=500";
            feed.keep = Some(count.ok_or_else(|| wrong("a number above 0", hint))?);
        }
        "user" if value.is_empty() => return Err(wrong("a name", "write it as in user=ada")),
        "user" => feed.user = Some(value.to_owned()),
        // The message omits the value, which may be the password itself.
        _ => feed.password_command = Some(argv(value)?),
    }
    Ok(())
}

/// Reads `30m`, `2h`, `1d` or `1w`.
fn duration(text: &str) -> Option<Duration> {
    let unit = text.chars().next_back()?;
    let seconds = match unit {
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return None,
    };
    let count: u32 = text.strip_suffix(unit)?.parse().ok().filter(|count| *count > 0)?;
    Some(Duration::from_secs(u64::from(count) * seconds))
}

/// Writes a duration so that it is read back; rounded up to whole minutes.
pub(super) fn written_duration(duration: Duration) -> String {
    let minutes = duration.as_secs().div_ceil(60).max(1);
    for (length, unit) in [(10_080, 'w'), (1_440, 'd'), (60, 'h')] {
        if minutes.is_multiple_of(length) {
            return format!("{}{unit}", minutes / length);
        }
    }
    format!("{minutes}m")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed_of(line: &str) -> Subscription {
        match read(line) {
            (Line::Feed(feed), faults) if faults.is_empty() => *feed,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn a_line_has_address_tags_title_and_options() {
        let feed = feed_of(
            "e.org/feed rust \"long reads\" ~\"A title\" every=2h full_text=on keep=500 pause \
             user=ada password-run=\"pass show x\" !secret # note",
        );
        assert_eq!(feed.address, "https://e.org/feed");
        assert_eq!(feed.tags, ["rust", "long reads", "secret"]);
        assert_eq!(feed.title.as_deref(), Some("A title"));
        assert_eq!(feed.every, Some(Duration::from_secs(7_200)));
        assert_eq!((feed.full_text, feed.keep), (Some(true), Some(500)));
        assert!(feed.paused && feed.hidden);
        assert_eq!(feed.user.as_deref(), Some("ada"));
        assert_eq!(feed.password_command.as_deref().map(<[String]>::len), Some(3));
    }

    #[test]
    fn commands_are_kept_as_words() {
        let feed = feed_of("\"exec:~/bin/feed.sh 'a b'\" tag");
        assert!(matches!(feed.source, Source::Exec { argv } if argv == ["~/bin/feed.sh", "a b"]));
        let feed = feed_of("\"filter:~/bin/x.sh -n 5:https://e.org:80/feed\"");
        assert!(matches!(feed.source, Source::Filter { argv, address }
            if argv == ["~/bin/x.sh", "-n", "5"] && address == "https://e.org:80/feed"));
    }

    #[test]
    fn a_wrong_word_costs_itself_and_a_wrong_address_the_line() {
        let (line, faults) = read("https://e.org/ evry=2h keep=none rust");
        assert!(matches!(line, Line::Feed(feed) if feed.tags == ["rust"]));
        assert_eq!(faults.iter().map(|fault| fault.at).collect::<Vec<_>>(), [15, 23]);
        assert!(faults[0].hint.contains("every=…"), "{}", faults[0].hint);
        let (line, faults) = read("  ftp://e.org/ rust");
        assert_eq!(line, Line::Blank);
        assert_eq!((faults[0].at, faults[0].severity), (2, Severity::Error));
        assert!(feed_of("e.org \"a=b\" \"evry=2h\"").tags == ["a=b", "evry=2h"]);
        let (_, faults) = read("e.org bogus=1");
        assert_eq!(faults[0].what, "there is no option `bogus`");
        assert!(faults[0].hint.contains("every=…") && faults[0].hint.contains("quotes"));
    }

    /// A password was told where the address of the next line stood right behind an option.
    #[test]
    fn a_wrong_value_is_told_without_secrets() {
        let (_, faults) = read("e.org keep=20p://ada:word@e.org/ full_text=on:word@e.org every=x");
        let told: Vec<&str> = faults.iter().map(|fault| fault.what.as_str()).collect();
        let expected = [
            "`keep` needs a number above 0",
            "`full_text` needs on or off",
            "`every` needs a time such as 30m or 2h, not `x`",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn durations_are_written_as_they_are_read() {
        for text in ["30m", "2h", "90m", "1d", "3w"] {
            assert_eq!(duration(text).map(written_duration).as_deref(), Some(text));
        }
        for wrong in ["", "h", "0h", "2", "2y", "-1h", "1.5h", "99999999999h", "2ü"] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }
}
