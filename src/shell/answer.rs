//! The terminal's answer to what its background is (OSC 11). It comes among the keys, as if it
//! were typed, so it is sifted out of them. Whatever is no answer goes on as what it is: no key
//! is lost, and none waits for longer than it takes to see that nothing follows.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// What asks a terminal for its background.
pub(super) const QUESTION: &str = "\x1b]11;?\x1b\\";
/// An answer that comes later changes nothing: the eye has got used to what it sees.
pub(super) const LIMIT: Duration = Duration::from_millis(100);
/// An answer that comes later than this is taken for keys.
const LATEST: Duration = Duration::from_secs(10);
/// Nobody types as fast as a terminal answers.
const MOMENT: Duration = Duration::from_millis(50);
/// The rest of what can be nothing but an answer may have to come over a slow line.
const PATIENCE: Duration = Duration::from_secs(1);

/// The start of an answer; the colour and an end follow.
const START: &str = "\x1b]11;rgb";
/// What nobody types by hand.
const TELLING: &str = "\x1b]11;";
/// `rgba:` and four numbers of four digits.
const LONGEST: usize = START.len() + 2 + 4 * 5;

/// Red, green and blue.
pub(super) type Rgb = (u8, u8, u8);

/// When the terminal was asked, for all threads that have to do with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Question(Arc<Mutex<Asked>>);

#[derive(Clone, Copy, Debug, Default)]
enum Asked {
    #[default]
    Never,
    At(Instant),
    Answered,
}

impl Question {
    /// True for the first that wants to ask.
    pub(super) fn begin(&self) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = matches!(*asked, Asked::Never);
        if first {
            *asked = Asked::At(Instant::now());
        }
        first
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Asked::Answered;
    }

    /// How long the terminal has not answered; none where nothing is asked.
    fn open(&self) -> Option<Duration> {
        match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Asked::At(asked) => Some(asked.elapsed()),
            Asked::Never | Asked::Answered => None,
        }
    }

    /// How much longer an answer is worth waiting for.
    pub(super) fn left(&self) -> Option<Duration> {
        self.open().and_then(|open| LIMIT.checked_sub(open))
    }
}

/// What comes out of the sieve.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sifted {
    Event(Event),
    /// The background, told in time.
    Background(Rgb),
}

/// Tells an answer from keys.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    question: Question,
    /// What may become an answer.
    held: Vec<Event>,
    /// The same as it was sent.
    said: String,
}

impl Sieve {
    pub(super) fn new(question: Question) -> Self {
        Self { question, ..Self::default() }
    }

    /// How long to wait for what follows; none where nothing is held.
    pub(super) fn patience(&self) -> Option<Duration> {
        let telling = self.said.starts_with(TELLING);
        (!self.held.is_empty()).then_some(if telling { PATIENCE } else { MOMENT })
    }

    /// Nothing has followed: what was held are keys.
    pub(super) fn release(&mut self) -> Vec<Sifted> {
        self.said.clear();
        self.held.drain(..).map(Sifted::Event).collect()
    }

    /// Takes an event, and returns what is known by now.
    pub(super) fn sift(&mut self, event: Event) -> Vec<Sifted> {
        let open = self.question.open().filter(|open| *open < LATEST || !self.held.is_empty());
        let (Some(open), Some(said)) = (open, sent(&event)) else {
            let mut all = self.release();
            all.push(Sifted::Event(event));
            return all;
        };
        self.said.push_str(&said);
        self.held.push(event);
        if let Some(color) = answer(&self.said) {
            let background = rgb(color).filter(|_| open <= LIMIT).map(Sifted::Background);
            self.question.end();
            self.said.clear();
            self.held.clear();
            return background.into_iter().collect();
        }
        if may_become(&self.said) { Vec::new() } else { self.release() }
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

fn may_become(said: &str) -> bool {
    let Some(rest) = said.strip_prefix(START) else { return START.starts_with(said) };
    let color = rest.strip_suffix('\x1b').unwrap_or(rest);
    said.len() <= LONGEST
        && color.chars().all(|letter| letter.is_ascii_hexdigit() || ":/".contains(letter))
}

/// What a whole answer says of the colour.
fn answer(said: &str) -> Option<&str> {
    let color = said.strip_prefix(START)?;
    color.strip_suffix('\x07').or_else(|| color.strip_suffix("\x1b\\"))
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
        let question = Question::default();
        assert!(question.begin() && !question.begin());
        Sieve::new(question)
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
    fn what_is_no_answer_is_typed() {
        for bytes in ["\x1b]x", "\x1b]11;rgx", "\x1b]1\x1b]", "\x1bj", "]11;rgb:1/1/1\x07"] {
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
        let mut sieve = Sieve::new(Question::default());
        let bytes = "\x1b]11;rgb:1/1/1\x07";
        assert_eq!(sifted(&mut sieve, keys(bytes)), typed(bytes));
    }
}
