//! Questions to the terminal, the form of their answers, and when they were asked.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::terminal;

use super::super::clusters;

/// Longest answer in characters.
const LONGEST: usize = 200;

/// A question to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Question {
    /// The colour of its background.
    Background,
    /// Its name and version (XTVERSION).
    Version,
    /// The columns that some clusters occupy, as reports of the cursor (DSR 6).
    Columns,
}

impl Question {
    pub(super) const ALL: [Self; 3] = [Self::Background, Self::Version, Self::Columns];

    /// The control sequences that ask the question.
    pub(in super::super) fn sequence(self) -> Cow<'static, str> {
        match self {
            Self::Background => "\x1b]11;?\x1b\\".into(),
            Self::Version => terminal::VERSION.into(),
            Self::Columns => clusters::question().into(),
        }
    }

    /// Latest time for an answer to take effect. Later changes would disturb more than they help.
    pub(in super::super) fn limit(self) -> Duration {
        match self {
            Self::Background => Duration::from_millis(100),
            Self::Version | Self::Columns => Duration::from_millis(150),
        }
    }

    /// Returns the content of an answer that is a control string of this kind.
    pub(super) fn told(self, kind: char, content: &str) -> Option<&str> {
        let told = match (self, kind) {
            (Self::Background, ']') => content.strip_prefix("11;rgb")?,
            (Self::Version, 'P') => content.strip_prefix(">|")?,
            _ => return None,
        };
        let is_plain = |letter: char| letter == ' ' || letter.is_ascii_graphic();
        (told.len() <= LONGEST && told.chars().all(is_plain)).then_some(told)
    }
}

/// When each question was sent to the terminal; shared between threads.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Questions(Arc<Mutex<[Asked; 3]>>);

#[derive(Clone, Copy, Debug, Default)]
enum Asked {
    #[default]
    Never,
    At(Instant),
    Answered,
}

impl Questions {
    /// Returns true for the first caller, who then has to ask the question. Answers are told from
    /// keys on Unix alone.
    pub(in super::super) fn begin(&self, question: Question) -> bool {
        let asked = &mut self.asked()[question as usize];
        let first = cfg!(unix) && matches!(asked, Asked::Never);
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

    fn asked(&self) -> MutexGuard<'_, [Asked; 3]> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
