//! How much of a feed stays in its folder.

use std::fmt;
use std::ops::RangeInclusive;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::refusal::Refused;

/// How much of a feed stays in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retain {
    /// Articles that arrived within so many months stay.
    pub months: u32,
    /// The newest articles stay, whatever their age.
    pub least: usize,
    /// More articles than this leave, whatever their age.
    pub most: usize,
    /// What happens to those that leave.
    pub then: RetainThen,
}

impl Default for Retain {
    fn default() -> Self {
        Self { months: 12, least: 200, most: 2_000, then: RetainThen::Move }
    }
}

/// What happens to articles that leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetainThen {
    /// They are moved to `.older` in the folder of their feed.
    #[default]
    Move,
    /// They are deleted.
    Delete,
}

/// The setting as it is written, each part of which may be missing.
#[derive(Clone, Copy, Default)]
pub(super) struct RawRetain {
    pub(super) months: Option<Months>,
    pub(super) least: Option<Count>,
    pub(super) most: Option<Count>,
    pub(super) then: Option<RetainThen>,
}

impl From<RawRetain> for Retain {
    fn from(raw: RawRetain) -> Self {
        let usual = Self::default();
        let most = raw.most.map_or(usual.most, |Count(count)| count);
        Self {
            months: raw.months.map_or(usual.months, |Months(months)| months),
            least: raw.least.map_or(usual.least, |Count(count)| count).min(most),
            most,
            then: raw.then.unwrap_or_default(),
        }
    }
}

/// A number of months.
#[derive(Clone, Copy)]
pub(super) struct Months(u32);

/// A number of articles.
#[derive(Clone, Copy)]
pub(super) struct Count(usize);

/// Accepted months: a century stands for ever.
const MONTHS: RangeInclusive<u64> = 0..=1_200;
/// Accepted numbers of articles: the reader holds about a million.
const COUNTS: RangeInclusive<u64> = 1..=1_000_000;

impl<'de> Deserialize<'de> for Months {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let within = Within { range: MONTHS, what: "months" };
        let months = deserializer.deserialize_any(within)?;
        Ok(Self(u32::try_from(months).unwrap_or(u32::MAX)))
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let within = Within { range: COUNTS, what: "articles" };
        let count = deserializer.deserialize_any(within)?;
        Ok(Self(usize::try_from(count).unwrap_or(usize::MAX)))
    }
}

/// Reads a whole number within a range.
struct Within {
    range: RangeInclusive<u64>,
    what: &'static str,
}

impl Visitor<'_> for Within {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number of {}", self.what)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<u64, E> {
        self.visit_u64(u64::try_from(number).unwrap_or(u64::MAX))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<u64, E> {
        if self.range.contains(&number) {
            return Ok(number);
        }
        let hint = format!("write {} to {}", self.range.start(), self.range.end());
        Err(E::custom(Refused::new(format!("number of {} out of range", self.what), hint)))
    }
}

impl<'de> Deserialize<'de> for RetainThen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MoveOrDelete;
        impl Visitor<'_> for MoveOrDelete {
            type Value = RetainThen;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("move or delete")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<RetainThen, E> {
                match word.to_ascii_lowercase().as_str() {
                    "move" => Ok(RetainThen::Move),
                    "delete" => Ok(RetainThen::Delete),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(MoveOrDelete)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;

    use super::*;

    fn read(text: &str) -> Result<Retain, String> {
        let (config, problems, _) = Config::parse(Path::new("c"), text);
        problems.first().map_or(Ok(config.retain), |problem| Err(problem.to_string()))
    }

    #[test]
    fn each_part_can_be_set_alone() {
        assert_eq!(read(""), Ok(Retain::default()));
        let read_months = read("retain.months: 3\nretain.then: delete\n");
        let wanted = Retain { months: 3, then: RetainThen::Delete, ..Retain::default() };
        assert_eq!(read_months, Ok(wanted));
        let few = read("retain.most: 50\n");
        assert_eq!(few, Ok(Retain { least: 50, most: 50, ..Retain::default() }));
    }

    #[test]
    fn wrong_numbers_are_refused_with_a_hint() {
        for (text, wanted) in [
            ("retain.months: -1\n", "months out of range"),
            ("retain.most: 0\n", "write 1 to 1000000"),
            ("retain.least: many\n", "a number of articles"),
            ("retain.then: burn\n", "move or delete"),
        ] {
            let why = read(text).expect_err(text);
            assert!(why.contains(wanted) && why.starts_with("c:1:"), "{why}");
        }
    }
}
