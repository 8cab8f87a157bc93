//! Sequences as terminals send them: whole, in pieces, broken off, unknown.

use super::*;

fn split(bytes: &[u8]) -> Vec<Sequence> {
    let mut splitter = Splitter::default();
    let mut found = splitter.split(bytes);
    found.extend(splitter.release());
    found
}

fn typed(letter: char) -> Sequence {
    Sequence::Char { letter, alt: false }
}

fn with_alt(letter: char) -> Sequence {
    Sequence::Char { letter, alt: true }
}

fn control(parameters: &str, end: char) -> Sequence {
    Sequence::Control { parameters: parameters.to_owned(), end }
}

fn text(kind: char, content: &str) -> Sequence {
    Sequence::Text { kind, content: content.to_owned() }
}

#[test]
fn characters_and_sequences_come_out_whole_however_they_arrive() {
    let bytes =
        "j\x1b[A中\x1bOP\x1b[1;5C\x1b[<0;3;4M\x1b[[A\x1b]11;rgb:1/2/3\x1b\\\x1bP>|kitty\x1b\\\
                 \x1b[200~a\x1bb\x1b[201~q"
            .as_bytes();
    let expected = [
        typed('j'),
        control("", 'A'),
        typed('中'),
        Sequence::Function('P'),
        control("1;5", 'C'),
        control("<0;3;4", 'M'),
        control("[", 'A'),
        text(']', "11;rgb:1/2/3"),
        text('P', ">|kitty"),
        Sequence::Paste("a\x1bb".to_owned()),
        typed('q'),
    ];
    assert_eq!(split(bytes), expected);
    let mut splitter = Splitter::default();
    let found: Vec<_> = bytes.iter().flat_map(|byte| splitter.split(&[*byte])).collect();
    assert_eq!(found, expected, "byte by byte");
    assert_eq!(splitter.patience(), None);
}

/// Regression: after a late answer to an earlier program every key was swallowed until `u`.
#[test]
fn the_keys_after_an_unknown_sequence_are_keys() {
    for unknown in ["\x1b[?997;1n", "\x1b[?2026;2$y", "\x1b[?62;22c", "\x1b[>1;10;0c", "\x1b[5;1t"]
    {
        let found = split(format!("{unknown}jq\x03").as_bytes());
        assert_eq!(found.len(), 4, "{unknown:?}: {found:?}");
        assert_eq!(found[1..], [typed('j'), typed('q'), typed('\x03')], "{unknown:?}");
    }
}

#[test]
fn no_key_is_part_of_a_sequence_that_never_ends() {
    for begun in ["\x1b[?1", "\x1b]11;rgb", "\x1bP>|", "\x1bO", "\u{1b}[", "\x1b_G"] {
        let found = split(format!("{begun}\x03q").as_bytes());
        assert_eq!(found, [typed('\x03'), typed('q')], "{begun:?}");
        let found = split(format!("{begun}\x1b[A").as_bytes());
        assert_eq!(found, [control("", 'A')], "{begun:?}");
    }
    let mut long = b"\x1b]".to_vec();
    long.resize(2 * LONGEST, b'x');
    let mut splitter = Splitter::default();
    splitter.split(&long);
    assert!(splitter.held.len() <= LONGEST);
    let mut paste = b"\x1b[200~".to_vec();
    paste.resize(LONGEST_PASTE + 100, b'x');
    paste.extend(b"\x1b[201~q");
    let found = split(&paste);
    assert!(matches!(&found[0], Sequence::Paste(text) if text.len() == LONGEST_PASTE));
    assert_eq!(found[1..], [typed('q')]);
}

#[test]
fn what_nothing_follows_is_a_key() {
    assert_eq!(split(b"\x1b"), [typed('\x1b')]);
    assert_eq!(split(b"\x1b\x1b"), [typed('\x1b'), typed('\x1b')]);
    assert_eq!(split(b"\x1b]"), [with_alt(']')]);
    assert_eq!(split(b"\x1bj\x1b["), [with_alt('j'), with_alt('[')]);
    assert_eq!(split(b"\x1b[12"), []);
    let mut splitter = Splitter::default();
    assert_eq!((splitter.split(b"\x1b"), splitter.patience()), (vec![], Some(MOMENT)));
}

#[test]
fn what_is_no_utf_8_is_left_out() {
    assert_eq!(
        split(b"a\xffb\xe4\xb8c\xc0\xe4\xb8\xad"),
        [typed('a'), typed('b'), typed('c'), typed('中')]
    );
    assert_eq!(split("\x1bé".as_bytes()), [with_alt('é')]);
}

/// Regression: what followed the first 4096 bytes of an answer was taken for keys, and quit the
/// reader, chose rows or opened the hints of links.
#[test]
fn an_answer_that_is_too_long_is_no_key() {
    let answers = [
        format!("\x1b]11;{}\x1b\\", "Q".repeat(4_100)),
        format!("\x1b]11;{}\x07", "é".repeat(4_100)),
        format!("\x1bP>|{}\x1b\\", "x".repeat(300_000)),
        format!("\x1b[{}R", "1;".repeat(100_000)),
    ];
    for answer in answers {
        let mut splitter = Splitter::default();
        let found = splitter.split(format!("{answer}j\x1b[A").as_bytes());
        let begin: String = answer.chars().take(6).collect();
        assert_eq!(found, [typed('j'), control("", 'A')], "{begin:?}");
        assert!(splitter.held.capacity() <= 4 * LONGEST, "{begin:?}");
    }
    for length in LONGEST - 8..LONGEST + 8 {
        for (begin, filler, end) in [("\x1b]", "Q", "\x1b\\"), ("\x1b[", "1", "R")] {
            let answer = format!("{begin}{}{end}", filler.repeat(length));
            let mut found = split(format!("{answer}j").as_bytes());
            assert_eq!(found.pop(), Some(typed('j')), "{begin:?}, {length}");
            let is_key = found.iter().any(|it| matches!(it, Sequence::Char { .. }));
            assert!(!is_key, "{begin:?}, {length}");
        }
    }
}

#[test]
fn keys_end_an_answer_that_is_too_long_and_never_ends() {
    for (begin, filler) in [("\x1b]11;", "Q"), ("\x1b[", "1")] {
        let long = format!("{begin}{}", filler.repeat(2 * LONGEST));
        assert_eq!(split(format!("{long}\x03q").as_bytes()), [typed('\x03'), typed('q')]);
        assert_eq!(split(format!("{long}\x1b[A").as_bytes()), [control("", 'A')]);
        let mut splitter = Splitter::default();
        assert_eq!(
            (splitter.split(long.as_bytes()), splitter.patience()),
            (vec![], Some(PATIENCE))
        );
        assert_eq!((splitter.release(), splitter.patience()), (None, None));
        assert_eq!(splitter.split(b"q"), [typed('q')]);
    }
}

/// Regression: pasted text without an end locked the keyboard as long as keys kept coming.
#[test]
fn the_wait_for_the_end_of_pasted_text_does_not_begin_again_with_every_key() {
    for begun in ["\x1b[200~j", "\x1b]11;j", "\x1b]11;jjjj"] {
        let mut splitter = Splitter::default();
        let begun = begun.replace("jjjj", &"j".repeat(2 * LONGEST));
        assert_eq!(splitter.split(begun.as_bytes()), []);
        assert!(splitter.patience() > Some(MOMENT));
        splitter.begun = Instant::now().checked_sub(LONGEST_WAIT);
        assert_eq!(splitter.split(b"Q"), []);
        assert_eq!(splitter.patience(), Some(MOMENT), "the next pause ends it");
        splitter.release();
        assert_eq!(splitter.split(b"Q"), [typed('Q')]);
        assert_eq!(splitter.begun, None);
    }
}

#[test]
fn every_sequence_has_the_whole_wait() {
    let mut splitter = Splitter::default();
    splitter.split(b"\x1b[200~a");
    splitter.begun = Instant::now().checked_sub(LONGEST_WAIT);
    assert_eq!(splitter.split(b"\x1b[201~\x1b[1;").len(), 1);
    assert!(splitter.patience() > Some(MOMENT));
    splitter.begun = Instant::now().checked_sub(LONGEST_WAIT);
    splitter.split(b"\x1b[1;");
    assert!(splitter.patience() > Some(MOMENT), "a sequence that breaks another off");
}
