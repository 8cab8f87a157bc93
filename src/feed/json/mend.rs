//! Repairs JSON that is written by hand or cut: control characters in strings, commas before a
//! closing bracket, brackets that are never closed.

/// Returns the text as JSON, as far as it can be repaired.
pub(super) fn mend(source: &str) -> String {
    let mut mended = Mended { out: String::with_capacity(source.len() + 16), ..Mended::default() };
    for c in source.chars() {
        if mended.in_string {
            mended.inside(c);
        } else if !mended.outside(c) {
            break;
        }
    }
    mended.close()
}

#[derive(Default)]
struct Mended {
    out: String,
    /// The closing brackets of the open ones.
    open: Vec<char>,
    in_string: bool,
    /// Whether the last character was a backslash.
    escaped: bool,
}

impl Mended {
    fn inside(&mut self, c: char) {
        let escaped = self.escaped;
        self.escaped = c == '\\' && !escaped;
        self.in_string = escaped || c != '"';
        match c {
            '\n' if escaped => self.out.push('n'),
            '\n' => self.out.push_str("\\n"),
            '\r' if escaped => self.out.push('r'),
            '\r' => {}
            '\t' if escaped => self.out.push('t'),
            '\t' => self.out.push(' '),
            c => self.out.push(c),
        }
    }

    /// Reads a character between strings; `false` at the end of the document.
    fn outside(&mut self, c: char) -> bool {
        match c {
            '"' => self.in_string = true,
            '{' => self.open.push('}'),
            '[' => self.open.push(']'),
            '}' | ']' => {
                drop_comma(&mut self.out);
                if self.open.pop() != Some(c) {
                    return false;
                }
            }
            _ => {}
        }
        self.out.push(c);
        !self.open.is_empty()
    }

    /// Closes open strings and brackets. A name without a value gets one.
    fn close(mut self) -> String {
        if self.escaped {
            self.out.pop();
        }
        if self.in_string {
            self.out.push('"');
        }
        drop_comma(&mut self.out);
        if self.out.ends_with(':') {
            self.out.push_str("null");
        }
        self.out.extend(self.open.into_iter().rev());
        self.out
    }
}

fn drop_comma(out: &mut String) {
    out.truncate(out.trim_end().len());
    if out.ends_with(',') {
        out.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_is_mended() {
        for (source, expected) in [
            (r#"{"a": [1, 2, ], }"#, r#"{"a": [1, 2]}"#),
            ("{\"a\": \"b\nc\td\"}", r#"{"a": "b\nc d"}"#),
            (r#"{"a": {"b": "cut he"#, r#"{"a": {"b": "cut he"}}"#),
            (r#"{"a": [1, {"b":"#, r#"{"a": [1, {"b":null}]}"#),
            (r#"{"a": 1} trailing"#, r#"{"a": 1}"#),
            (r#"{"a": "x\"#, r#"{"a": "x"}"#),
        ] {
            assert_eq!(mend(source), expected);
            assert!(serde_json::from_str::<serde_json::Value>(&mend(source)).is_ok());
        }
    }
}
