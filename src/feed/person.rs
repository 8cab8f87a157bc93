//! Names of authors, which feeds combine with mail addresses.

use crate::text;

/// Most authors of a list.
const MAX_NAMES: usize = 20;

/// Returns the name in `name`, `mail (name)`, `name <mail>` or `mail`; `None` if it is empty.
pub(super) fn name(written: &str) -> Option<String> {
    let written = text::line(&text::decode_entities(written)).into_owned();
    let found = match (written.split_once('('), written.split_once('<')) {
        (Some((mail, name)), _) if mail.contains('@') => {
            let name = name.trim().trim_end_matches(')').trim();
            if name.is_empty() { mail } else { name }
        }
        (_, Some((name, mail))) if mail.contains('@') => {
            if name.trim().is_empty() {
                mail.trim_end_matches('>')
            } else {
                name
            }
        }
        _ => &written,
    };
    let found = found.trim().trim_matches('"').trim();
    (!found.is_empty()).then(|| found.to_owned())
}

/// Joins the names of several authors, each once.
pub(super) fn joined(names: &[String]) -> Option<String> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names.iter().take(MAX_NAMES) {
        if !seen.contains(&name.as_str()) {
            seen.push(name);
        }
    }
    (!seen.is_empty()).then(|| seen.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_in_many_forms() {
        for (written, expected) in [
            ("Ada Lovelace", Some("Ada Lovelace")),
            ("ada@example.org (Ada Lovelace)", Some("Ada Lovelace")),
            ("Ada &amp; Co <ada@example.org>", Some("Ada & Co")),
            ("ada@example.org", Some("ada@example.org")),
            ("Ada (she)", Some("Ada (she)")),
            (" ", None),
        ] {
            assert_eq!(name(written).as_deref(), expected);
        }
        let names = ["A".to_owned(), "B".to_owned(), "A".to_owned()];
        assert_eq!(joined(&names).as_deref(), Some("A, B"));
    }
}
