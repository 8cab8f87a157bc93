//! Marks as JSON lines. Field names are a stable interface; times are RFC 3339 in UTC with
//! milliseconds, and null if a mark is not set or was never decided.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::query;
use crate::state::Assigned;
use crate::state::Assignment;
use crate::state::Mark;
use crate::state::Marking;
use crate::state::Muting;
use crate::state::Record;
use crate::state::Timestamped;
use crate::text;

use super::failure::Failure;

/// The words for [`Assigned`].
const FOUND: &str = "found";
const APART: &str = "apart";
const JOINED: &str = "joined";

/// A line to write.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Line<'a> {
    #[serde(rename_all = "camelCase")]
    Mark {
        id: &'a str,
        read: Option<String>,
        read_decided: Option<String>,
        starred: Option<String>,
        starred_decided: Option<String>,
    },
    Mute {
        mute: &'a str,
        since: Option<String>,
        decided: Option<String>,
    },
    Assignment {
        assign: &'a str,
        story: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        with: Option<&'a str>,
        decided: String,
    },
}

impl<'a> Line<'a> {
    /// Resume points, dividers and themes are not exported: they are of no use elsewhere.
    pub(super) fn of(record: &'a Record) -> Option<Self> {
        match record {
            Record::Mark(Marking { key, mark: Mark { read, starred } }) => Some(Self::Mark {
                id: key,
                read: read.at.map(shown),
                read_decided: decided(*read),
                starred: starred.at.map(shown),
                starred_decided: decided(*starred),
            }),
            Record::Mute(Muting { query, muted }) => Some(Self::Mute {
                mute: query,
                since: muted.at.map(shown),
                decided: decided(*muted),
            }),
            Record::Assignment(Assignment { key, story, decided }) => {
                let (story, with) = match story {
                    Assigned::Found => (FOUND, None),
                    Assigned::Apart => (APART, None),
                    Assigned::With(name) => (JOINED, Some(&**name)),
                };
                Some(Self::Assignment { assign: key, story, with, decided: shown(*decided) })
            }
            Record::ResumePoint(_) | Record::Divider(_) | Record::Theme(_) => None,
        }
    }
}

/// Sorts marks by key, then mutes by query, then assignments by key.
pub(super) fn order(record: &Record) -> (u8, &str) {
    match record {
        Record::Mark(marking) => (0, &marking.key),
        Record::Mute(muting) => (1, &muting.query),
        Record::Assignment(assignment) => (2, &assignment.key),
        Record::ResumePoint(point) => (3, &point.opened),
        Record::Divider(_) => (4, ""),
        Record::Theme(_) => (5, ""),
    }
}

/// Formats a time. Only a damaged file holds times outside the calendar.
fn shown(milliseconds: i64) -> String {
    let (least, most) = (Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond());
    let moment = Timestamp::from_millisecond(milliseconds.clamp(least, most));
    format!("{:.3}", moment.unwrap_or_default())
}

fn decided(since: Timestamped) -> Option<String> {
    (since.decided != 0).then(|| shown(since.decided))
}

/// A line as read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object such as {\"id\": …}")]
struct Given {
    id: Option<Box<str>>,
    mute: Option<Box<str>>,
    assign: Option<Box<str>>,
    story: Option<String>,
    with: Option<Box<str>>,
    read: Option<String>,
    read_decided: Option<String>,
    starred: Option<String>,
    starred_decided: Option<String>,
    since: Option<String>,
    decided: Option<String>,
}

/// Parses the marks of a file called `name`; returns none if any line is invalid.
pub(super) fn records(name: &str, bytes: &[u8]) -> Result<Vec<Record>, Failure> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut records = Vec::new();
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1_u64..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        records.push(record(line).map_err(|what| {
            Failure::usage(format!("{name}:{number}{what}")).hint(
                "nothing was imported; each line must be as `newswire marks export` writes it",
            )
        })?);
    }
    Ok(records)
}

/// Parses a line. An error begins with its column, if known.
fn record(line: &[u8]) -> Result<Record, String> {
    let mut given: Given = serde_json::from_slice(line).map_err(|error| fault(&error))?;
    if given.assign.is_some() {
        return assignment(given);
    }
    if given.story.take().is_some() || given.with.take().is_some() {
        return Err(": `story` or `with` without `assign`".to_owned());
    }
    let Given { id, mute, read, read_decided, starred, starred_decided, since, decided, .. } =
        given;
    match (id, mute) {
        (Some(key), None) if !key.is_empty() && since.is_none() && decided.is_none() => {
            let read = since_of(("read", read), ("readDecided", read_decided))?;
            let starred = since_of(("starred", starred), ("starredDecided", starred_decided))?;
            Ok(Record::Mark(Marking { key, mark: Mark { read, starred } }))
        }
        (None, Some(query)) if read.is_none() && starred.is_none() => {
            query::parse_rule(&query).map_err(|mistake| format!(": `mute`: {mistake}"))?;
            let muted = since_of(("since", since), ("decided", decided))?;
            Ok(Record::Mute(Muting { query, muted }))
        }
        (Some(_), Some(_)) => Err(": both `id` and `mute`".to_owned()),
        (None, None) => Err(": neither `id` nor `mute`".to_owned()),
        (Some(key), None) if key.is_empty() => Err(": `id` is empty".to_owned()),
        _ => Err(": fields of an article and of a mute on one line".to_owned()),
    }
}

fn assignment(given: Given) -> Result<Record, String> {
    let others = [given.id.is_some(), given.mute.is_some(), given.since.is_some()];
    let key = given.assign.filter(|key| !key.is_empty()).ok_or(": `assign` is empty")?;
    let story = match (given.story.as_deref(), given.with) {
        (Some(FOUND), None) => Assigned::Found,
        (Some(APART), None) => Assigned::Apart,
        (Some(JOINED), Some(name)) if !name.is_empty() => Assigned::With((&*name).into()),
        _ => return Err(format!(": `story` is not {FOUND}, {APART}, or {JOINED} and `with`")),
    };
    if others.contains(&true) || given.read.is_some() || given.starred.is_some() {
        return Err(": fields of an article and of its story on one line".to_owned());
    }
    let decided = given.decided.ok_or(": `decided` is missing")?;
    let decided = moment("decided", &decided)?;
    Ok(Record::Assignment(Assignment { key, story, decided }))
}

/// If the time of the decision is missing, it is the time of the mark.
fn since_of(
    (name, at): (&str, Option<String>),
    (name_decided, decided): (&str, Option<String>),
) -> Result<Timestamped, String> {
    let at = at.map(|text| moment(name, &text)).transpose()?;
    let decided = decided.map(|text| moment(name_decided, &text)).transpose()?;
    Ok(Timestamped { at, decided: decided.or(at).unwrap_or(0) })
}

fn moment(name: &str, text: &str) -> Result<i64, String> {
    match text.parse::<Timestamp>() {
        Ok(moment) => Ok(moment.as_millisecond()),
        Err(_) => Err(format!(": `{name}` is not an RFC 3339 time: {}", text::line(text))),
    }
}

/// Formats a parse error with its column only: the parser counts lines within this one.
fn fault(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what);
    format!(":{}: {}", error.column(), text::line(what))
}
