//! The terminal's answers to what it is asked: its background (OSC 11), and who it is
//! (XTVERSION). They come among the keys, as if they were typed, so they are sifted out of
//! them. Whatever is no answer goes on as what it is: no key is lost, and none waits for longer
//! than it takes to see that nothing follows.

mod question;

pub(super) use question::{Question, Questions};

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// An answer that comes later than this is taken for keys.
const LATEST: Duration = Duration::from_secs(10);
/// Nobody types as fast as a terminal answers.
const MOMENT: Duration = Duration::from_millis(50);
/// The rest of what can be nothing but an answer may have to come over a slow line.
const PATIENCE: Duration = Duration::from_secs(1);

/// Red, green and blue.
pub(super) type Rgb = (u8, u8, u8);

/// What comes out of the sieve.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sifted {
    Event(Event),
    /// The background, told in time.
    Background(Rgb),
    /// Name and version, told in time.
    Version(String),
}

/// Tells answers from keys.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    questions: Questions,
    /// What may become an answer.
    held: Vec<Event>,
    /// The same as it was sent.
    said: String,
}

impl Sieve {
    pub(super) fn new(questions: Questions) -> Self {
        Self { questions, ..Self::default() }
    }

    /// How long to wait for what follows; none where nothing is held.
    pub(super) fn patience(&self) -> Option<Duration> {
        let is_unmistakable = Question::ALL.iter().any(|it| self.said.starts_with(it.prefix()));
        (!self.held.is_empty()).then_some(if is_unmistakable { PATIENCE } else { MOMENT })
    }

    /// Nothing has followed: what was held are keys.
    pub(super) fn release(&mut self) -> Vec<Sifted> {
        self.said.clear();
        self.held.drain(..).map(Sifted::Event).collect()
    }

    /// Takes an event, and returns what is known by now.
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

    /// The questions that an answer may still come to.
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

/// What the terminal sent for a key that can be of an answer.
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

/// `:1e1e/1e1e/2e2e`, or `a:` and a fourth; with one to four digits for each part.
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

    /// Keys as the terminal's bytes become them.
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
            // There is one answer.
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
