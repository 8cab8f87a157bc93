//! Names of months, days and zones.

use jiff::tz::Offset;

/// The zone names of RFC 2822 (4.3) and those of other regions, where only one is meant by a name
/// or one is far more common.
pub(super) fn named_offset(name: &str) -> Offset {
    let name: String = name.chars().take_while(char::is_ascii_alphabetic).take(6).collect();
    let minutes = match name.to_ascii_uppercase().as_str() {
        "HST" => -600,
        "AKST" => -540,
        "AKDT" | "PST" | "PT" => -480,
        "PDT" | "MST" | "MT" => -420,
        "MDT" | "CST" | "CT" => -360,
        "CDT" | "EST" | "ET" => -300,
        "EDT" | "AST" | "CLT" => -240,
        "NST" => -210,
        "ADT" | "CLST" | "BRT" | "ART" => -180,
        "NDT" => -150,
        "BST" | "CET" | "MET" | "MEZ" | "WEST" | "WAT" => 60,
        "CEST" | "MEST" | "MESZ" | "EET" | "CAT" | "SAST" => 120,
        "EEST" | "MSK" | "EAT" | "TRT" => 180,
        "MSD" | "GST" => 240,
        "PKT" => 300,
        "IST" => 330,
        "NPT" => 345,
        "ICT" | "WIB" => 420,
        "HKT" | "SGT" | "PHT" | "AWST" | "MYT" => 480,
        "JST" | "KST" => 540,
        "ACST" => 570,
        "AEST" => 600,
        "ACDT" => 630,
        "AEDT" => 660,
        "NZST" => 720,
        "NZDT" => 780,
        _ => 0,
    };
    Offset::from_seconds(minutes * 60).unwrap_or(Offset::UTC)
}

/// Prefixes of the names of a month, in English and other languages of Europe; a prefix that means
/// another month in another language is left out.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen", "янв"],
    &["feb", "fév", "fev", "fév", "фев"],
    &["mar", "mär", "mrt", "maa", "мар"],
    &["apr", "avr", "abr", "апр"],
    &["may", "mai", "mei", "mag", "maj", "май", "мая"],
    &["jun", "juin", "giu", "июн"],
    &["jul", "juil", "lug", "июл"],
    &["aug", "aoû", "aou", "ago", "авг"],
    &["sep", "set", "сен"],
    &["oct", "okt", "ott", "out", "окт"],
    &["nov", "ноя"],
    &["dec", "dez", "déc", "dic", "дек"],
];

pub(super) fn month_number(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    let begins = |names: &&'static [&'static str]| names.iter().any(|name| word.starts_with(name));
    MONTHS.iter().position(begins).and_then(|at| i32::try_from(at + 1).ok())
}

pub(super) fn weekday(word: &str) -> Option<()> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let start = word.get(..3)?.to_ascii_lowercase();
    DAYS.contains(&start.as_str()).then_some(())
}
