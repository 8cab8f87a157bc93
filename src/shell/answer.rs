//! The terminal's answers to questions: its background (OSC 11), its name and version (XTVERSION).
//! Answers arrive as key events, mixed with typed keys, so they are filtered out here. Events that
//! turn out not to be an answer are passed on: no key is lost, and none is delayed longer than it
//! takes to see that nothing follows it.

mod question;

pub(super) use question::{Question, Questions};

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// An answer that arrives later than this is treated as keys.
const LATEST: Duration = Duration::from_secs(10);
/// Longest pause within an answer; nobody types as fast as a terminal answers.
const MOMENT: Duration = Duration::from_millis(50);
/// Longest pause once the beginning can only be an answer: a slow connection may delay the rest.
const PATIENCE: Duration = Duration::from_secs(1);

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
}

/// Separates answers from keys.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    questions: Questions,
    /// Events that may become an answer.
    held: Vec<Event>,
    /// The same events as the characters that the terminal sent.
    said: String,
}

impl Sieve {
    pub(super) fn new(questions: Questions) -> Self {
        Self { questions, ..Self::default() }
    }

    /// How long to wait for the next event; `None` if no events are held.
    pub(super) fn patience(&self) -> Option<Duration> {
        let is_unmistakable = Question::ALL.iter().any(|it| self.said.starts_with(it.prefix()));
        (!self.held.is_empty()).then_some(if is_unmistakable { PATIENCE } else { MOMENT })
    }

    /// Returns the held events as keys, because nothing has followed them.
    pub(super) fn release(&mut self) -> Vec<Sifted> {
        self.said.clear();
        self.held.drain(..).map(Sifted::Event).collect()
    }

    /// Takes an event, and returns everything that is decided now.
    pub(super) fn sift(&mut self, event: Event) -> Vec<Sifted> {
        let open = self.open();
        let Some(said) = sent(&event).filter(|_| !open.is_empty()) else {
            let mut all = self.release();
            all.push(Sifted::Event(event));
            return all;
        };
        self.said.push_str(&said);
        self.held.push(event);
        for question in &open {
            if question.told(&self.said).is_some() {
                return self.answered(*question);
            }
        }
        if open.iter().any(|it| it.may_become(&self.said)) { Vec::new() } else { self.release() }
    }

    /// Returns the questions that may still be answered.
    fn open(&self) -> Vec<Question> {
        let is_open = |question: &Question| {
            let open = self.questions.open(*question);
            open.is_some_and(|open| open < LATEST || !self.held.is_empty())
        };
        Question::ALL.into_iter().filter(is_open).collect()
    }

    fn answered(&mut self, question: Question) -> Vec<Sifted> {
        let in_time = self.questions.open(question).is_some_and(|open| open <= question.limit());
        self.questions.end(question);
        let said = std::mem::take(&mut self.said);
        self.held.clear();
        let told = question.told(&said).filter(|_| in_time);
        let sifted = told.and_then(|told| match question {
            Question::Background => rgb(told).map(Sifted::Background),
            Question::Version => Some(Sifted::Version(told.to_owned())),
        });
        sifted.into_iter().collect()
    }
}

/// Returns what the terminal sent for an event, if it can be part of an answer.
fn sent(event: &Event) -> Option<String> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else {
        return None;
    };
    let modifiers = *modifiers - KeyModifiers::SHIFT;
    match code {
        KeyCode::Esc if modifiers.is_empty() => Some("\x1b".to_owned()),
        KeyCode::Char(letter) if modifiers.is_empty() => Some(letter.to_string()),
        KeyCode::Char(letter) if modifiers == KeyModifiers::ALT => Some(format!("\x1b{letter}")),
        KeyCode::Char('g') if modifiers == KeyModifiers::CONTROL => Some("\x07".to_owned()),
        _ => None,
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

    /// The key events that these bytes of the terminal become.
    fn keys(bytes: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut letters = bytes.chars();
        while let Some(letter) = letters.next() {
            let (code, modifiers) = match letter {
                '\x1b' => match letters.next() {
                    Some(letter) => (KeyCode::Char(letter), KeyModifiers::ALT),
                    None => (KeyCode::Esc, KeyModifiers::NONE),
                },
                '\x07' => (KeyCode::Char('g'), KeyModifiers::CONTROL),
                letter => (KeyCode::Char(letter), KeyModifiers::NONE),
            };
            events.push(Event::Key(KeyEvent::new(code, modifiers)));
        }
        events
    }

    fn asked() -> Sieve {
        let questions = Questions::default();
        for question in Question::ALL {
            assert!(questions.begin(question) && !questions.begin(question));
        }
        Sieve::new(questions)
    }

    fn sifted(sieve: &mut Sieve, events: Vec<Event>) -> Vec<Sifted> {
        events.into_iter().flat_map(|event| sieve.sift(event)).collect()
    }

    fn typed(bytes: &str) -> Vec<Sifted> {
        keys(bytes).into_iter().map(Sifted::Event).collect()
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
            assert_eq!(sifted(&mut sieve, keys(&format!("jk{answer}q"))), expected, "{answer:?}");
            assert_eq!(sieve.patience(), None);
            // Each question is answered only once.
            assert_eq!(sifted(&mut sieve, keys(answer)), typed(answer));
        }
    }

    #[test]
    fn an_answer_in_pieces_is_one_as_well() {
        let mut sieve = asked();
        let mut events = keys("\x1b");
        events.extend(keys("]11;rgb:0000/0000/0000"));
        events.extend(keys("\x1b"));
        events.extend(keys("\\"));
        assert_eq!(sifted(&mut sieve, events), [Sifted::Background((0, 0, 0))]);
    }

    #[test]
    fn name_and_version_are_told_as_well() {
        for name in ["kitty(0.32.2)", "WezTerm 20240203-110809-5046fcf2"] {
            let mut sieve = asked();
            let both = format!("j\x1bP>|{name}\x1b\\\x1b]11;rgb:00/00/00\x07k");
            let mut expected = typed("j");
            expected.extend([Sifted::Version(name.to_owned()), Sifted::Background((0, 0, 0))]);
            expected.extend(typed("k"));
            assert_eq!(sifted(&mut sieve, keys(&both)), expected, "{name:?}");
        }
    }

    #[test]
    fn what_is_no_answer_is_typed() {
        for bytes in [
            "\x1b]x",
            "\x1b]11;rgx",
            "\x1b]1\x1b]",
            "\x1bj",
            "]11;rgb:1/1/1\x07",
            "\x1bPx",
            "\x1bP>x\x1b\\",
            "P>|kitty\x1b\\",
        ] {
            let mut sieve = asked();
            let mut found = sifted(&mut sieve, keys(bytes));
            found.extend(sieve.release());
            assert_eq!(found, typed(bytes), "{bytes:?}");
        }
        let mut sieve = asked();
        assert_eq!(sifted(&mut sieve, keys("\x1b")), []);
        assert_eq!(sieve.patience(), Some(MOMENT));
        assert_eq!(sieve.release(), typed("\x1b"));
        let long = format!("\x1b]11;rgb:{}", "0".repeat(40));
        assert_eq!(sifted(&mut sieve, keys(&long)), typed(&long));
    }

    #[test]
    fn an_answer_without_a_colour_is_no_key() {
        let mut sieve = asked();
        assert_eq!(sifted(&mut sieve, keys("\x1b]11;rgb:00/\x07")), []);
    }

    #[test]
    fn nothing_is_held_where_nothing_was_asked() {
        let mut sieve = Sieve::new(Questions::default());
        let bytes = "\x1b]11;rgb:1/1/1\x07";
        assert_eq!(sifted(&mut sieve, keys(bytes)), typed(bytes));
    }
}
