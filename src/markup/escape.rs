//! Writes text so that Markdown and HTML read nothing into it.

/// Appends text with its punctuation and line breaks as character references.
pub(super) fn push_literal(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\r' => {}
            '\n' => out.push_str("&#10;"),
            c if c.is_ascii_punctuation() => {
                out.push_str("&#");
                out.push_str(&u32::from(c).to_string());
                out.push(';');
            }
            c => out.push(c),
        }
    }
}

/// Returns an element, such as `code`, whose content is text and nothing else.
pub(super) fn element(name: &str, text: &str) -> String {
    let mut out = format!("<{name}>");
    push_literal(text, &mut out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    out
}

/// Returns an element `name` with attributes of these names and values and without content.
pub(super) fn tag(name: &str, attributes: &[(&str, &str)]) -> String {
    let mut out = format!("<{name}");
    for (name, value) in attributes {
        out.extend([" ", name, "=\""]);
        push_literal(value, &mut out);
        out.push('"');
    }
    out.push('>');
    out
}

/// Returns a block of code on one line, so that no line of it can begin or end anything else.
pub(super) fn code(language: Option<&str>, text: &str) -> String {
    let class = language.map(|language| format!("language-{language}"));
    let class: Vec<(&str, &str)> = class.iter().map(|class| ("class", class.as_str())).collect();
    format!("<pre>{}{}</pre>", tag("code", &class), {
        let mut literal = String::with_capacity(text.len() * 2);
        push_literal(text, &mut literal);
        literal + "</code>"
    })
}
