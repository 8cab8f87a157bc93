//! Random headers: in the forms that the fast path handles, with YAML syntax at random places, and
//! sequences of YAML syntax alone. `PROPTEST_CASES` sets their number.

use std::cell::Cell;
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};

use super::*;

/// YAML syntax and ordinary text.
const PIECES: &[&str] = &[
    ":",
    ": ",
    " :",
    "::",
    "#",
    " #",
    "# ",
    "\"",
    "'",
    "''",
    "\\",
    "\\n",
    "\\\"",
    "\\u0041",
    "-",
    "- ",
    " -",
    "--",
    "---",
    "\n---",
    "\n...",
    "?",
    "? ",
    "[",
    "]",
    "[a]",
    "{",
    "}",
    ",",
    ", ",
    "&a",
    "*a",
    "!",
    "!!str",
    "|",
    ">",
    "%",
    "@",
    "`",
    "~",
    "<<",
    "=",
    "0",
    "7",
    "12",
    "0x",
    "0o7",
    "e",
    "e3",
    ".",
    "+",
    "_",
    "inf",
    ".inf",
    "nan",
    "null",
    "true",
    "No",
    "word",
    "two words",
    "é",
    "日",
    "🦀",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{3000}",
    "\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{9f}",
    "\t",
    " ",
    "  ",
    "   ",
    "\n",
    "\n ",
    "\n  ",
    "\n\n",
    "\n- ",
    "\n  - ",
    "\r",
    "a:",
    "\nb:",
    "\nb: c",
    "x: y",
    "/",
    "(",
];

/// Values that the fast path handles.
const USUAL: &[&str] = &[
    "China's general-purpose LLMs, 3 of them",
    "2023-06-15T02:32:00Z",
    "2019-01-02",
    "-1",
    "107",
    "999999999999999999",
    "true",
    "null",
    "中国日报网",
    "YAHOO!Finance",
    "https://a.example/b?c=d#e",
    "\"quoted: text\"",
    "\"with \\\"quotes\\\"\\nand lines\"",
    "'single, it''s'",
    "",
    "[a, b c]",
    "[]",
];

/// Values that are left to the parser.
const ODD: &[&str] = &[
    "1e3",
    "1.5",
    "0x1f",
    "007",
    "~",
    "- a",
    "a: b",
    "a # b",
    "&a b",
    "*a",
    "|",
    ">-",
    "{a: b}",
    "\"open",
    "'open",
    "[a",
    "!t a",
    "9999999999999999999",
];

const NAMES: &[&str] = &[
    "title",
    "excerpt",
    "secured",
    "webUrl",
    "quality",
    "provider",
    "related",
    "images",
    "a",
    "b-c_d",
    "True",
    "unknown",
    "publishedDateTime",
];

/// A document is a sequence of choices; missing ones take the first option.
struct Choices(std::vec::IntoIter<u16>);

impl Choices {
    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.0.next().unwrap_or_default()) % limit.max(1)
    }

    fn one(&mut self, of: &'static [&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    fn pieces(&mut self, most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.one(PIECES)).collect()
    }

    fn value(&mut self) -> String {
        match self.below(40) {
            0 => self.pieces(4),
            1 => format!("\"{}\"", self.pieces(4)),
            2 => format!("'{}'", self.pieces(4)),
            3 => self.one(ODD).to_owned(),
            _ => self.one(USUAL).to_owned(),
        }
    }

    /// Writes entries at one column, the first of which continues the current line.
    fn map(&mut self, column: usize, depth: usize, out: &mut String) {
        for number in 0..=self.below(4) {
            if number > 0 {
                out.push_str(&" ".repeat(column));
            }
            out.push_str(self.one(NAMES));
            out.push(':');
            match self.below(8) {
                0 if depth < 4 => {
                    out.push('\n');
                    let column = column + [2, 4, 1, 3][self.below(4)];
                    out.push_str(&" ".repeat(column));
                    self.map(column, depth + 1, out);
                }
                1 | 2 if depth < 4 => {
                    let column = column + [2, 0, 4, 1][self.below(4)];
                    out.push('\n');
                    self.list(column, depth + 1, out);
                }
                _ => writeln!(out, " {}", self.value()).expect("a string"),
            }
        }
    }

    fn list(&mut self, column: usize, depth: usize, out: &mut String) {
        for _ in 0..=self.below(3) {
            out.push_str(&" ".repeat(column));
            out.push_str("- ");
            if depth < 4 && self.below(2) == 0 {
                self.map(column + 2, depth + 1, out);
            } else {
                writeln!(out, "{}", self.value()).expect("a string");
            }
        }
    }

    /// Damages a header.
    fn change(&mut self, header: &str) -> String {
        let mut lines: Vec<String> = header.lines().map(str::to_owned).collect();
        let (at, other) = (self.below(lines.len()), self.below(lines.len()));
        let Some(line) = lines.get_mut(at) else {
            return self.pieces(9);
        };
        let spot = line.char_indices().nth(self.below(line.len() + 1));
        let spot = spot.map_or(line.len(), |(spot, _)| spot);
        match self.below(8) {
            0 => lines.swap(at, other),
            1 => drop(lines.remove(at)),
            2 => *line = format!(" {line}"),
            3 => *line = line.strip_prefix(' ').unwrap_or(line).to_owned(),
            4 => lines.insert(at, self.pieces(5)),
            5 => *line = line.get(..spot).unwrap_or_default().to_owned(),
            6 if spot < line.len() => drop(line.remove(spot)),
            _ => line.insert_str(spot, self.one(PIECES)),
        }
        lines.join("\n")
    }
}

/// Seeds of earlier failures, tried first on every run.
const KEPT: FileFailurePersistence =
    FileFailurePersistence::Direct("tests/regressions/headers.txt");

/// Compares the headers that `make` builds from many sequences of choices, each with up to three
/// changes. At `least` this percentage must take the fast path; otherwise little is compared.
fn compare_random(what: &str, least: usize, make: impl Fn(&mut Choices) -> String) {
    let (short, all) = (Cell::new(0), Cell::new(0));
    let config =
        ProptestConfig { failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() };
    let choices = prop::collection::vec(any::<u16>(), 0..200);
    let result = TestRunner::new(config).run(&choices, |choices| {
        let mut choices = Choices(choices.into_iter());
        let first = make(&mut choices);
        for _ in 0..8 {
            let mut header = first.clone();
            for _ in 0..choices.below(4) {
                header = choices.change(&header);
            }
            short.set(short.get() + usize::from(compare(&header)));
            all.set(all.get() + 1);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{what}: {error}");
    }
    let (short, all) = (short.get(), all.get());
    writeln!(stderr(), "{what}: {short} of {all} took the short way").expect("told");
    assert!(short * 100 >= all * least, "{what}: {short} of {all}");
}

#[test]
fn headers_of_known_forms_are_read_alike() {
    compare_random("known forms", 20, |choices| {
        let mut header = String::new();
        choices.map(0, 0, &mut header);
        header
    });
}

#[test]
fn changed_headers_of_documents_are_read_alike() {
    let headers = own_headers();
    compare_random("documents", 20, |choices| headers[choices.below(headers.len())].clone());
}

#[test]
fn marks_of_yaml_in_any_order_are_read_alike() {
    compare_random("marks", 0, |choices| format!("a: {}", choices.pieces(12)));
}
