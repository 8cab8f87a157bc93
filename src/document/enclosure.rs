//! Converts a header value to a media file. Reports no warnings.

use std::time::Duration;

use crate::article::Enclosure;
use crate::article::Pool;
use crate::article::openable;

use super::node::Node;
use super::value::{clean, clean_link};

/// Longest duration; a larger number is a mistake.
const MAX_SECONDS: u64 = 1000 * 3600;

/// Reads a map with `url`, `type`, `length` in bytes and `duration`, or a single link. `None` if
/// there is no link that can be opened.
pub(super) fn enclosure_of(value: &Node, pool: &Pool) -> Option<Enclosure> {
    let link = |value: &Node| clean_link(value).filter(|link| openable(Some(link)).is_ok());
    let Node::Map(map) = value else {
        let url = link(value)?.into();
        return Some(Enclosure { url, media_type: None, length: None, duration: None });
    };
    let get = |name: &str| {
        let same = |(key, _): &&(String, Node)| key.eq_ignore_ascii_case(name);
        map.iter().rev().find(same).map(|(_, value)| value)
    };
    Some(Enclosure {
        url: ["url", "href", "src"].into_iter().filter_map(get).find_map(link)?.into(),
        media_type: get("type").and_then(clean).map(|text| pool.share(&text)),
        length: get("length").and_then(count).filter(|length| *length > 0),
        duration: get("duration").and_then(duration),
    })
}

fn count(value: &Node) -> Option<u64> {
    match value {
        Node::Int(number) => u64::try_from(*number).ok(),
        Node::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Reads seconds, or `1:02:03`, or `62:03`.
fn duration(value: &Node) -> Option<Duration> {
    let seconds = match value {
        Node::Text(text) if text.matches(':').count() <= 2 => {
            let add = |sum: u64, part: &str| {
                let number: u64 = part.trim().parse().ok()?;
                sum.checked_mul(60)?.checked_add(number)
            };
            text.split(':').try_fold(0, add)?
        }
        other => count(other)?,
    };
    (1..=MAX_SECONDS).contains(&seconds).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Node {
        Node::Text(text.to_owned())
    }

    #[test]
    fn lengths_of_time_are_read_in_all_usual_forms() {
        let seconds = |value: &Node| duration(value).map(|it| it.as_secs());
        assert_eq!(seconds(&Node::Int(61)), Some(61));
        assert_eq!(seconds(&text("61")), Some(61));
        assert_eq!(seconds(&text("1:01")), Some(61));
        assert_eq!(seconds(&text("1:00:01")), Some(3601));
        for wrong in ["", "x", "1:x", "1:2:3:4", "-1", "0", "0:00", "99999999999999999999", "::"] {
            assert_eq!(seconds(&text(wrong)), None, "{wrong}");
        }
        assert_eq!(seconds(&Node::Int(i64::MAX)), None);
    }
}
