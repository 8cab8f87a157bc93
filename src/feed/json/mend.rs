//! Mends JSON that is written by hand or cut: control characters in strings, commas before a closing
//! bracket, brackets that are never closed.

/// Returns the text as JSON, as far as it can be mended.
pub(super) fn mend(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 16);
    let mut open = Vec::new();
    let mut in_string = false;
    let mut escaped = false;
    for c in source.chars() {
        if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            match c {
                '\n' => out.push_str(if out.ends_with('\\') { "n" } else { "\\n" }),
                '\r' => {}
                '\t' => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        match c {
            '"' => in_string = true,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                drop_comma(&mut out);
                if open.pop() != Some(c) {
                    break;
                }
            }
            _ => {}
        }
        out.push(c);
        if open.is_empty() {
            break;
        }
    }
    close(out, in_string, escaped, open)
}

fn drop_comma(out: &mut String) {
    out.truncate(out.trim_end().len());
    if out.ends_with(',') {
        out.pop();
    }
}

/// Closes what is open. A name without a value gets one.
fn close(mut out: String, in_string: bool, escaped: bool, mut open: Vec<char>) -> String {
    if escaped {
        out.pop();
    }
    if in_string {
        out.push('"');
    }
    drop_comma(&mut out);
    if out.ends_with(':') {
        out.push_str("null");
    }
    while let Some(bracket) = open.pop() {
        out.push(bracket);
    }
    out
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
