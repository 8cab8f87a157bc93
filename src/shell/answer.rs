//! The terminal's answers to questions: its background (OSC 11), its name and version (XTVERSION),
//! the columns where the cursor stands after some clusters. They arrive among typed keys, and are
//! filtered out here. An answer that nobody waits for is no key either.

mod question;

pub(super) use question::{Question, Questions};

use std::time::Duration;

use crossterm::event::Event;

use super::clusters;
use super::input::keys;
use super::input::sequence::Sequence;

/// A report of the cursor that arrives later than this is a key.
const LATEST: Duration = Duration::from_secs(10);

/// Red, green and blue.
pub(super) type Rgb = (u8, u8, u8);

/// Output of the sieve.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sifted {
    Event(Event),
    /// The background colour, reported in time.
    Background(Rgb),
    /// Name and version, reported in time.
    Version(String),
    /// The columns that the clusters of [`clusters::question`] occupy, reported in time.
    Columns(Vec<u16>),
}

/// Separates answers from keys.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    questions: Questions,
    /// The columns reported so far.
    columns: Vec<u16>,
}

impl Sieve {
    pub(super) fn new(questions: Questions) -> Self {
        Self { questions, columns: Vec::new() }
    }

    /// Takes a sequence, and returns what it stands for.
    pub(super) fn sift(&mut self, sequence: Sequence) -> Option<Sifted> {
        let column = self.column(&sequence);
        match sequence {
            Sequence::Text { kind, content } => self.answered(kind, &content),
            _ if column.is_some() => self.reported(column?),
            other => keys::event(other).map(Sifted::Event),
        }
    }

    fn answered(&self, kind: char, content: &str) -> Option<Sifted> {
        let question = Question::ALL.into_iter().find(|it| it.told(kind, content).is_some())?;
        let is_in_time = self.end(question);
        let told = question.told(kind, content).filter(|_| is_in_time)?;
        match question {
            Question::Background => rgb(told).map(Sifted::Background),
            Question::Version => Some(Sifted::Version(told.to_owned())),
            Question::Columns => None,
        }
    }

    /// Returns the column of a report of the cursor, if one is awaited: otherwise the same sequence
    /// is F3 with Shift.
    fn column(&self, sequence: &Sequence) -> Option<u16> {
        let Sequence::Control { parameters, end: 'R' } = sequence else { return None };
        let (row, column) = parameters.split_once(';')?;
        let is_open = self.questions.open(Question::Columns).is_some_and(|open| open < LATEST);
        let column = row.parse::<u16>().ok().and_then(|_| column.parse::<u16>().ok());
        column.filter(|_| is_open)
    }

    fn reported(&mut self, column: u16) -> Option<Sifted> {
        self.columns.push(column.saturating_sub(1));
        if self.columns.len() < clusters::QUESTIONS {
            return None;
        }
        let columns = std::mem::take(&mut self.columns);
        self.end(Question::Columns).then_some(Sifted::Columns(columns))
    }

    /// Ends a question; returns whether its answer has come in time.
    fn end(&self, question: Question) -> bool {
        let is_in_time = self.questions.open(question).is_some_and(|open| open <= question.limit());
        self.questions.end(question);
        is_in_time
    }
}

/// Parses `:1e1e/1e1e/2e2e`, or `a:` and four parts; each part has one to four hex digits.
fn rgb(color: &str) -> Option<Rgb> {
    let (_, parts) = color.split_once(':')?;
    let part = |digits: &str| {
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() <= 4)?;
        let most = 16_u32.pow(u32::try_from(digits.len()).ok()?) - 1;
        u8::try_from(value * 255 / most.max(1)).ok()
    };
    let mut parts = parts.split('/').map(part);
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::input::sequence::Splitter;

    fn asked() -> Sieve {
        let questions = Questions::default();
        for question in Question::ALL {
            assert!(questions.begin(question) && !questions.begin(question));
        }
        Sieve::new(questions)
    }

    fn sifted(sieve: &mut Sieve, bytes: &str) -> Vec<Sifted> {
        let mut splitter = Splitter::default();
        let mut sequences = splitter.split(bytes.as_bytes());
        sequences.extend(splitter.release());
        sequences.into_iter().filter_map(|it| sieve.sift(it)).collect()
    }

    fn typed(bytes: &str) -> Vec<Sifted> {
        sifted(&mut Sieve::default(), bytes)
    }

    #[test]
    fn an_answer_is_taken_out_of_what_is_typed() {
        for answer in [
            "\x1b]11;rgb:1e1e/ffff/2E2E\x1b\\",
            "\x1b]11;rgb:1e/ff/2e\x07",
            "\x1b]11;rgba:1e1e/ffff/2e2e/ffff\x07",
        ] {
            let mut sieve = asked();
            let mut expected = typed("jk");
            expected.push(Sifted::Background((0x1e, 0xff, 0x2e)));
            expected.extend(typed("q"));
            assert_eq!(sifted(&mut sieve, &format!("jk{answer}q")), expected, "{answer:?}");
            // Each question is answered only once.
            assert_eq!(sifted(&mut sieve, &format!("{answer}q")), typed("q"));
        }
    }

    #[test]
    fn name_and_version_are_told_as_well() {
        for name in ["kitty(0.32.2)", "WezTerm 20240203-110809-5046fcf2"] {
            let both = format!("j\x1bP>|{name}\x1b\\\x1b]11;rgb:00/00/00\x07k");
            let mut expected = typed("j");
            expected.extend([Sifted::Version(name.to_owned()), Sifted::Background((0, 0, 0))]);
            expected.extend(typed("k"));
            assert_eq!(sifted(&mut asked(), &both), expected, "{name:?}");
        }
    }

    #[test]
    fn reports_of_the_cursor_are_columns_while_they_are_awaited() {
        let mut sieve = asked();
        let reports: Vec<String> =
            (0..clusters::QUESTIONS).map(|at| format!("\x1b[2;{}R", at + 2)).collect();
        let reports = reports.concat();
        let columns = (1..).take(clusters::QUESTIONS).collect();
        let mut expected = typed("j");
        expected.push(Sifted::Columns(columns));
        expected.extend(typed("\x1b[1;2R"));
        assert_eq!(sifted(&mut sieve, &format!("j{reports}\x1b[1;2R")), expected);
    }

    #[test]
    fn what_nobody_has_asked_is_no_key() {
        for answer in ["\x1b]11;rgb:1/1/1\x07", "\x1bP>|kitty(1)\x1b\\", "\x1b]4;1;rgb:0/0/0\x07"] {
            let mut sieve = Sieve::new(Questions::default());
            assert_eq!(sifted(&mut sieve, &format!("{answer}j")), typed("j"), "{answer:?}");
        }
        assert_eq!(sifted(&mut asked(), "\x1b]11;rgb:00/\x07"), [], "an answer without a colour");
    }
}
