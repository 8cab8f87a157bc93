//! Terminal hyperlinks: always closed, and only in terminals that parse them.

use crate::pty::{Folder, Setup, cells, holds, settings};

/// Returns the hyperlinks with their texts; panics if one is not closed.
fn linked(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let mut links = Vec::new();
    let mut parts = text.split("\x1b]8;");
    parts.next();
    let mut open: Option<String> = None;
    for part in parts {
        let (link, after) = part.split_once("\x1b\\").expect("a sequence ends");
        let (_, url) = link.split_once(';').expect("two fields");
        if url.is_empty() {
            assert!(open.take().is_some(), "an end without a beginning");
            continue;
        }
        assert!(open.replace(url.to_owned()).is_none(), "a link within a link");
        links.push((url.to_owned(), printed(after)));
    }
    assert!(open.is_none(), "{open:?} is left open");
    links
}

/// Returns text without escape sequences.
fn printed(text: &str) -> String {
    let mut parser = vt100::Parser::new(cells(1), cells(400), 0);
    let plain = text
        .split("\x1b[")
        .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
    let plain: Vec<&str> =
        plain.map(|part| part.strip_prefix(['m', 'H']).unwrap_or(part)).collect();
    parser.process(plain.concat().as_bytes());
    parser.screen().contents()
}

#[test]
fn a_terminal_that_knows_links_gets_them_balanced() {
    let folder = Folder::new();
    let long = "many words of a link ".repeat(12);
    let header = "---\ntitle: The only one\nwebUrl: https://a.example/\nrelated:\n  - {title: Another, webUrl: \"https://r.example/ü\"}\n---\n";
    let body = format!("See [{}](https://b.example/1;2) and [bad](javascript:x).", long.trim());
    folder.write("one.md", &format!("{header}\n{body}\n"));
    let mut terminal =
        Setup::new(120, 30).path(folder.path()).variable("KITTY_WINDOW_ID", "1").start();
    terminal.wait_for_text("many words");
    terminal.wait_for_text("Another");
    // Overlays over links, scrolling, other sizes, and full redraws.
    for keys in ["?", "q", "ljj", "\x0c", ";", "\x1b", "z", "z", "q"] {
        terminal.type_keys(keys);
    }
    terminal.type_keys("y");
    terminal.wait_for_text("copied https://a.example/");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    let links = linked(&terminal.bytes());
    let of = |url: &str| -> Vec<&str> {
        links.iter().filter(|(to, _)| to == url).map(|(_, text)| text.as_str()).collect()
    };
    assert!(of("https://a.example/").iter().any(|text| text.contains("The only one")), "{links:?}");
    assert!(
        of("https://r.example/%C3%BC").iter().any(|text| text.contains("Another")),
        "{links:?}"
    );
    let wrapped = of("https://b.example/1;2");
    assert!(wrapped.iter().filter(|text| text.contains("many words")).count() > 1, "{links:?}");
    assert!(links.iter().all(|(url, _)| url.starts_with("https://")), "{links:?}");
}

#[test]
fn other_terminals_get_no_links_and_the_settings_decide() {
    let folder = Folder::of_reports(3);
    for (setting, variable, expected) in [
        ("", "XTERM_VERSION", false),
        ("links: off\n", "KITTY_WINDOW_ID", false),
        ("links: on\n", "XTERM_VERSION", true),
    ] {
        let [option, path] = settings(&folder, setting);
        let mut terminal = Setup::new(120, 30)
            .path(option)
            .path(path)
            .path(folder.path())
            .variable(variable, "1")
            .start();
        terminal.wait_for_text("3 articles");
        terminal.type_keys("q");
        assert_eq!(terminal.wait_exit(), 0);
        assert_eq!(holds(&terminal.bytes(), "\x1b]8;"), expected, "{setting}");
        assert!(!holds(&terminal.bytes(), "\x1b[58"), "no colours of underlines");
    }
}
