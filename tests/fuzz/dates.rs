//! Dates, alone and as a field of a header.

use std::path::Path;

use newswire::{Origin, Pool, parse_date, parse_document};

use super::Target;
use super::mutator::{Material, Numbers};

const DATES: &[&str] = &[
    "2023-06-15T02:32:00Z",
    "2013-02-22 14:00:00 +0900",
    "2019-01-02",
    "20230615",
    "2023年6月15日",
    "2014년 5월 12일",
    "15.06.2023 08:05",
    "Thu, 15 Jun 2023 10:20:30 EST",
    "Thu Jun 15 10:20:30 EST 2023",
    "June 15th, 2023 at 3:04 pm",
    "15 juin 2023",
    "31/06/99 25:61:61.123456789 GMT+1",
    "2023-06",
];

const PIECES: &[&str] = &[
    "T",
    "Z",
    "+",
    "-",
    "+9999",
    "-00:00",
    ":",
    ".",
    ",",
    "/",
    "  ",
    "am",
    "PM",
    "UTC",
    "GMT-0330",
    "Europe/Berlin",
    "[Asia/Tokyo]",
    "Thu",
    "Thu Thu",
    "Sept",
    "Dezember",
    "0",
    "00",
    "24:00",
    "60",
    "99",
    "9999",
    "10000",
    "-2023",
    "1e9",
    "年",
    "月",
    "日",
    "st ",
    "\"",
    "\\n",
    "#",
    "１",
    "١",
];

#[test]
fn a_date_is_the_same_after_it_was_written() {
    let seeds = DATES.iter().map(|date| date.as_bytes().to_vec()).collect();
    let material = Material { seeds, pieces: PIECES };
    Target { name: "dates", material, inputs: 3_000, check }.run();
}

fn check(bytes: &[u8], _: &mut Numbers) {
    let text = String::from_utf8_lossy(bytes);
    let Some(date) = parse_date(&text) else { return };
    let written = date.rfc3339();
    let again = parse_date(&written).unwrap_or_else(|| panic!("{written} is no date"));
    assert_eq!(again.rfc3339(), written);
    // Others mean something in a header.
    let is_usual = |c: char| c.is_alphanumeric() || " -+:/.,;()".contains(c);
    if text.chars().all(is_usual) {
        let header = format!("---\ntitle: x\ndate: \"{text}\"\n---\n");
        let origin = Origin::File(Path::new("a.md").into());
        let parsed = parse_document(&origin, header.as_bytes(), false, &Pool::default());
        assert_eq!(parsed.article.date, Some(date), "{text}");
    }
}
