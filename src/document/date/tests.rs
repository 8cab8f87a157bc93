//! Date formats and their meanings.

use super::*;

#[test]
fn the_shapes_that_documents_use() {
    let cases = [
        ("2023-06-15T02:32:00Z", "2023-06-15T02:32:00Z"),
        ("2023-06-15T02:32:00.123+02:00", "2023-06-15T00:32:00Z"),
        ("2013-02-22 14:00:00 +0900", "2013-02-22T05:00:00Z"),
        ("2013-02-22 9:00:00 -0400", "2013-02-22T13:00:00Z"),
        ("2013-02-22 14:00:00.123456789 +01:00", "2013-02-22T13:00:00Z"),
        ("2013-02-22 14:00.123456789 +01:00", "2013-02-22T13:00:00Z"),
        ("2013-02-22 14:00:00 -8", "2013-02-22T22:00:00Z"),
        ("2013-02-22 14:00", "2013-02-22T14:00:00Z"),
        ("2019-01-02", "2019-01-02T00:00:00Z"),
        ("2019-1-2", "2019-01-02T00:00:00Z"),
        ("2019/01/02 03:04", "2019-01-02T03:04:00Z"),
        ("20190102", "2019-01-02T00:00:00Z"),
        ("20190102T030405Z", "2019-01-02T03:04:05Z"),
        ("2014年05月12日", "2014-05-12T00:00:00Z"),
        ("2014年5月12日 10:20", "2014-05-12T10:20:00Z"),
        ("Thu, 15 Jun 2023 02:32:00 GMT", "2023-06-15T02:32:00Z"),
        ("Thu, 15 Jun 2023 02:32:00 EST", "2023-06-15T07:32:00Z"),
        ("15 June 2023", "2023-06-15T00:00:00Z"),
        ("June 15, 2023", "2023-06-15T00:00:00Z"),
        ("Jun 15th, 2023 3:04 PM", "2023-06-15T15:04:00Z"),
        ("Thu Jun 15 2023", "2023-06-15T00:00:00Z"),
        ("15-Jun-2023", "2023-06-15T00:00:00Z"),
        ("15.06.2023", "2023-06-15T00:00:00Z"),
        ("6/15/2023", "2023-06-15T00:00:00Z"),
        ("15/6/2023", "2023-06-15T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("5/6/2023", "-"),
        // A valid end of day lost the whole date.
        ("2023-06-15T24:00:00Z", "2023-06-16T00:00:00Z"),
        ("2023-12-31 24:00 +0100", "2023-12-31T23:00:00Z"),
        ("2023-06-15T24:00:01Z", "-"),
        ("2023-06-15 25:00", "-"),
        // 53 hours are not an offset, and silently became UTC.
        ("2023-06-15 14:00:00 +530", "2023-06-15T08:30:00Z"),
        ("2023-06-15 14:00:00 -330", "2023-06-15T17:30:00Z"),
        ("2023-06-15 14:00:00 +5:30", "2023-06-15T08:30:00Z"),
        ("2023-06-15 14:00:00 +0530", "2023-06-15T08:30:00Z"),
        ("Thu Jun 15 2023 10:00:00 GMT+0200 (CEST)", "2023-06-15T08:00:00Z"),
        // RFC 822 and C formats, as in feeds.
        ("Thu, 09 Feb 06 23:59:45 +0000", "2006-02-09T23:59:45Z"),
        ("Fri, 09 Feb 96 23:59 EST", "1996-02-10T04:59:00Z"),
        ("Mon, 31 Dec 2002 14:20:20 pdt", "2002-12-31T21:20:20Z"),
        ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
        ("Thu Jan 15 01:02:03 2004", "2004-01-15T01:02:03Z"),
        ("Wednesday, 3 September 2025 08:00:00 AEST", "2025-09-02T22:00:00Z"),
        ("lun., 15 févr. 2021 10:00:00 +0100", "2021-02-15T09:00:00Z"),
        ("Mo, 15 Mär 2021", "2021-03-15T00:00:00Z"),
        ("2004년 05월 25일 08:15", "2004-05-25T08:15:00Z"),
        ("Thu, 09 Feb 12:30", "-"),
        ("Sunday Monday", "-"),
        ("2023-06", "2023-06-01T00:00:00Z"),
        ("2023-02-30", "-"),
        ("0000-01-01", "-"),
        ("yesterday", "-"),
        ("true", "-"),
        ("", "-"),
    ];
    compare(&cases);
}

#[track_caller]
fn compare(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let found = parse(text).map_or("-".to_owned(), |date| date.rfc3339());
        assert_eq!(found, *expected, "{text}");
    }
}

/// Zones by name were UTC, a Finnish November was a March, and the end of a date was ignored.
#[test]
fn a_date_is_understood_as_a_whole_or_not_at_all() {
    compare(&[
        ("2023-06-15 14:00 Europe/Berlin", "2023-06-15T12:00:00Z"),
        ("2023-01-15 14:00 Europe/Berlin", "2023-01-15T13:00:00Z"),
        ("2023-06-15T14:00:00[Asia/Tokyo]", "2023-06-15T05:00:00Z"),
        ("2023-06-15T14:00:00+09:00[Asia/Tokyo]", "2023-06-15T05:00:00Z"),
        ("2023-06-15 14:00:00 America/New_York", "2023-06-15T18:00:00Z"),
        ("2023-06-15 14:00 EST5EDT", "2023-06-15T18:00:00Z"),
        ("2023-06-15 14:00 UTC+8", "2023-06-15T06:00:00Z"),
        ("2023-06-15 14:00:00.5 +0200 CEST", "2023-06-15T12:00:00Z"),
        ("2023-06-15 14:00 XYZ", "-"),
        ("2023-06-15 14:00 Middle/Earth", "-"),
        ("2023-06-15 14:00 +9999", "-"),
        // Times as people and programs write them.
        ("June 15, 2023 at 10:11 AM", "2023-06-15T10:11:00Z"),
        ("June 15, 2023 at 10:11 PM EST", "2023-06-16T03:11:00Z"),
        ("Jun 15, 2023, 10 p.m.", "2023-06-15T22:00:00Z"),
        ("2023-06-15 12:05am", "2023-06-15T00:05:00Z"),
        ("2023-06-15 14:00 AM", "-"),
        ("2023-06-15 25:00 PM", "-"),
        ("Thu Jun 15 10:20:30 AM UTC 2023", "2023-06-15T10:20:30Z"),
        ("Thu Jun 15 10:20:30 CEST 2023", "2023-06-15T08:20:30Z"),
        ("Thu 15 Jun 2023 10:20:30 PM CEST", "2023-06-15T20:20:30Z"),
        ("Do 15. Jun 10:20:30 CEST 2023", "2023-06-15T08:20:30Z"),
        ("15. Juni 2023 um 10:20 Uhr", "2023-06-15T10:20:00Z"),
        ("le 15 juin 2023 à 10h20", "-"),
        ("15 juin 2023 à 10h20", "2023-06-15T10:20:00Z"),
        ("2023年6月15日(木) 10時20分30秒", "2023-06-15T10:20:30Z"),
        ("2023年6月15日 星期四 下午3:20", "2023-06-15T15:20:00Z"),
        ("2023년 6월 15일 오전 9:05", "2023-06-15T09:05:00Z"),
        ("2023-06-15 Thu 10:20", "2023-06-15T10:20:00Z"),
        ("20230615102030", "2023-06-15T10:20:30Z"),
        // Months: those of languages that are understood, and by their whole names.
        ("15. marraskuuta 2023", "2023-11-15T00:00:00Z"),
        ("15 marrask 2023", "-"),
        ("15 listopada 2023", "-"),
        ("15 Marchand 2023", "-"),
        ("15 de junio de 2023", "2023-06-15T00:00:00Z"),
        ("1er janvier 2023", "2023-01-01T00:00:00Z"),
        ("15th of June, 2023", "2023-06-15T00:00:00Z"),
        ("15 июня 2023 г., 10:20", "2023-06-15T10:20:00Z"),
        ("15. 6. 2023", "2023-06-15T00:00:00Z"),
        ("2023. június 15.", "2023-06-15T00:00:00Z"),
        ("2023-Jun-15", "2023-06-15T00:00:00Z"),
        ("jueves, 15 de junio de 2023", "2023-06-15T00:00:00Z"),
        ("ma 15 mei 2023", "2023-05-15T00:00:00Z"),
        ("mar 15 juin 2023", "2023-06-15T00:00:00Z"),
        // This was the twentieth of June.
        ("June 2023", "2023-06-01T00:00:00Z"),
        // What is not understood may change the meaning.
        ("2023-06-15 or later", "-"),
        ("2023-06-15 BC", "-"),
    ]);
}

/// Weekdays before weekdays called the parser again and again, until the stack overflowed and the
/// program with all innocent files was gone.
#[test]
fn many_weekdays_are_no_date_and_end_at_once() {
    for one in ["Mon, ", "Mon ", "x, ", "Jun ", "1 ", "(", "[", "T", "at ", "星期一"] {
        let many = one.repeat(200_000);
        assert_eq!(parse(&many), None, "{one}");
        assert_eq!(parse_leniently(&many), None, "{one}");
        let short = one.repeat(200 / one.len());
        assert_eq!(parse(&short), None, "{one}");
    }
    assert!(parse("Mon, 15 May 2023").is_some() && parse("Mon, Mon, 15 May 2023").is_none());
}

#[test]
fn a_day_alone_has_no_time_and_an_offset_is_kept() {
    assert!(!parse("2019-01-02").expect("a date").has_time);
    let east = parse("2013-02-22 14:00:00 +0900").expect("a date");
    assert_eq!(east.offset, Offset::constant(9));
}

#[test]
fn numbers_of_feeds_that_are_one_too_many_are_carried() {
    for (text, expected) in [
        ("2003-06-31T15:51:30-0500", Some("2003-07-01T20:51:30Z")),
        ("2003-13-01T15:51:30Z", Some("2004-01-01T15:51:30Z")),
        ("2003-07-01T25:61:61Z", Some("2003-07-02T02:02:01Z")),
        ("\tThu , \t 09  Feb\t2006  23:59:45\t +0000", Some("2006-02-09T23:59:45Z")),
        ("2003", Some("2003-01-01T00:00:00Z")),
        ("2003-07-45", None),
        ("2003-14-01", None),
        ("99:99", None),
    ] {
        let found = parse_leniently(text).map(|date| date.rfc3339());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn file_names_begin_with_their_date() {
    let of = |name| of_file_name(name).map(|date| date.rfc3339());
    assert_eq!(of("2019-01-02-slug.md").as_deref(), Some("2019-01-02T00:00:00Z"));
    assert_eq!(of("2019_1_2.md").as_deref(), Some("2019-01-02T00:00:00Z"));
    assert_eq!(of("2019-13-02-slug.md"), None);
    assert_eq!(of("1080-p-video.md"), None);
    assert_eq!(of("2019-01-023.md"), None);
}
