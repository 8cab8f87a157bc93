//! Formats queries as they are typed: parsing the result gives the same query.

use std::fmt::{self, Display, Formatter};

use super::When;
use super::names::TODAY;
use super::quoted;
use super::{Age, Condition, Day, Query, Test, Text, Time};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(condition) = &self.condition {
            write!(f, "{condition}")?;
        }
        if let Some(order) = self.order {
            let gap = if self.condition.is_some() { " " } else { "" };
            let minus = if order.reverse { "-" } else { "" };
            write!(f, "{gap}sort:{minus}{}", order.sort.name())?;
        }
        Ok(())
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(test) => write!(f, "{test}"),
            Self::Not(inner) => {
                f.write_str("-")?;
                within(inner, f, matches!(**inner, Self::All(_) | Self::Any(_)))
            }
            Self::All(parts) => joined(parts, " ", f),
            Self::Any(parts) => joined(parts, " or ", f),
        }
    }
}

fn joined(parts: &[Condition], between: &str, f: &mut Formatter<'_>) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        within(part, f, matches!(part, Condition::All(_) | Condition::Any(_)))?;
    }
    Ok(())
}

fn within(inner: &Condition, f: &mut Formatter<'_>, in_parentheses: bool) -> fmt::Result {
    if in_parentheses { write!(f, "({inner})") } else { write!(f, "{inner}") }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(field, text) => {
                if let Some(field) = field {
                    let sign = if matches!(text, Text::Exact(_)) { '=' } else { ':' };
                    write!(f, "{}{sign}", field.name())?;
                }
                write!(f, "{text}")
            }
            Self::Number(number, i64::MIN, most) => write!(f, "{}<={most}", number.name()),
            Self::Number(number, least, i64::MAX) => write!(f, "{}>={least}", number.name()),
            Self::Number(number, least, most) => write!(f, "{}:{least}..{most}", number.name()),
            Self::Time(time) => write!(f, "{time}"),
            Self::State(state) => f.write_str(state.name()),
        }
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) | Self::Exact(text) => f.write_str(&quoted(text)),
            Self::Regex(pattern) => write!(f, "/{}/", pattern.replace('/', "\\/")),
        }
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(day) => write!(f, "{}:{day}", When::After.name()),
            Self::Before(day) => write!(f, "{}:{day}", When::Before.name()),
            Self::On(day) => write!(f, "{}:{day}", When::On.name()),
            Self::Newer(age) => write!(f, "{}:{age}", When::Newer.name()),
            Self::Older(age) => write!(f, "{}:{age}", When::Older.name()),
            Self::Today => f.write_str(TODAY),
        }
    }
}

impl Display for Day {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.date].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Display for Age {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit)
    }
}
