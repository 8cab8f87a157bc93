//! Questions to the terminal, the form of their answers, and when they were asked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::terminal;

/// A question to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Question {
    /// The colour of its background.
    Background,
    /// Its name and version (XTVERSION).
    Version,
}

impl Question {
    pub(super) const ALL: [Self; 2] = [Self::Background, Self::Version];

    /// The control sequence that asks the question.
    pub(in super::super) fn sequence(self) -> &'static str {
        match self {
            Self::Background => "\x1b]11;?\x1b\\",
            Self::Version => terminal::VERSION,
        }
    }

    /// Latest time for an answer to take effect. Later changes would disturb more than they help.
    pub(in super::super) fn limit(self) -> Duration {
        match self {
            Self::Background => Duration::from_millis(100),
            Self::Version => Duration::from_millis(150),
        }
    }

    /// The start of an answer; the content and a terminator follow.
    fn start(self) -> &'static str {
        match self {
            Self::Background => "\x1b]11;rgb",
            Self::Version => "\x1bP>|",
        }
    }

    /// The part of the start that nobody types by hand.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Background => "\x1b]11;",
            Self::Version => "\x1bP>",
        }
    }

    /// Longest content in characters: `rgba:` and four numbers of four digits; a name and a
    /// version.
    fn longest(self) -> usize {
        match self {
            Self::Background => 2 + 4 * 5,
            Self::Version => 200,
        }
    }

    fn is_told(self, letter: char) -> bool {
        match self {
            Self::Background => letter.is_ascii_hexdigit() || ":/".contains(letter),
            Self::Version => letter == ' ' || letter.is_ascii_graphic(),
        }
    }

    pub(super) fn may_become(self, said: &str) -> bool {
        let Some(rest) = said.strip_prefix(self.start()) else {
            return self.start().starts_with(said);
        };
        let told = rest.strip_suffix('\x1b').unwrap_or(rest);
        told.len() <= self.longest() && told.chars().all(|letter| self.is_told(letter))
    }

    /// Returns the content of a complete answer.
    pub(super) fn told(self, said: &str) -> Option<&str> {
        let told = said.strip_prefix(self.start())?;
        told.strip_suffix('\x07').or_else(|| told.strip_suffix("\x1b\\"))
    }
}

/// When each question was sent to the terminal; shared between threads.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Questions(Arc<Mutex<[Asked; 2]>>);

#[derive(Clone, Copy, Debug, Default)]
enum Asked {
    #[default]
    Never,
    At(Instant),
    Answered,
}

impl Questions {
    /// Returns true for the first caller, who then has to ask the question.
    pub(in super::super) fn begin(&self, question: Question) -> bool {
        let asked = &mut self.asked()[question as usize];
        let first = matches!(asked, Asked::Never);
        if first {
            *asked = Asked::At(Instant::now());
        }
        first
    }

    pub(super) fn end(&self, question: Question) {
        self.asked()[question as usize] = Asked::Answered;
    }

    /// Time since an unanswered question was asked; `None` if it was not asked.
    pub(super) fn open(&self, question: Question) -> Option<Duration> {
        match self.asked()[question as usize] {
            Asked::At(asked) => Some(asked.elapsed()),
            Asked::Never | Asked::Answered => None,
        }
    }

    /// How much longer to wait for answers.
    pub(in super::super) fn left(&self) -> Option<Duration> {
        let left = |question: Question| question.limit().checked_sub(self.open(question)?);
        Question::ALL.into_iter().filter_map(left).max()
    }

    fn asked(&self) -> MutexGuard<'_, [Asked; 2]> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
