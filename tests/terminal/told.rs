//! What is never sent to the terminal: unsolicited queries, and escape sequences from documents.

use std::fs;

use crate::pty::{Folder, Setup, holds, position};

#[test]
fn nothing_is_asked_of_a_terminal_that_is_known() {
    let folder = Folder::of_reports(3);
    let mut terminal =
        Setup::new(100, 30).path(folder.path()).variable("VTE_VERSION", "7600").start();
    terminal.wait_for("all articles and the text of the first", |screen| {
        screen.contents().contains("3 articles") && screen.contents().contains("The text of 1.")
    });
    terminal.resize(110, 25);
    terminal.type_keys("\x0cj?q");
    terminal.wait_for_text("The text of 2.");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let bytes = terminal.bytes();
    // All terminals are asked where the cursor stands, once, and answer that.
    // A terminal that does not reply would delay the reader; a late reply would end up as input in
    // the shell.
    for query in [
        "\x1b[c",
        "\x1b[0c",
        "\x1b[>c",
        "\x1b[>0c",
        "\x1b[>q",
        "\x1b[>0q",
        "\x1b[5n",
        "\x1b[?u",
        "\x1b]10;?",
        "\x1b]11;?",
        "\x1b_G",
        "\x1b[14t",
        "\x1b[16t",
        "\x1b[18t",
        "\x1bP+q",
        "\x1bP$q",
    ] {
        assert!(!holds(&bytes, query), "asked {}", query.escape_debug());
    }
}

#[test]
fn no_escape_sequence_of_a_document_reaches_the_terminal() {
    let parent = Folder::new();
    let path = parent.path().join("dir\x1b]0;OWNED\x07\u{9d}0;OWNED\u{9c}");
    fs::create_dir(&path).expect("a folder of that name");
    let hostile = "\\e]0;OWNED\\a\\e]52;c;T1dORUQ=\\a\\x9d0;OWNED\\x9c\\x9b31m\\u202Eabc";
    let text = format!(
        "---\ntitle: \"Title {hostile}\"\nexcerpt: \"Excerpt {hostile}\"\n\
         publishedDateTime: 2024-01-02T00:00:00Z\ntype: \"t{hostile}\"\ncategory: \"c{hostile}\"\n\
         author: \"a{hostile}\"\nwebUrl: \"https://example.org/{hostile}\"\n\
         provider: {{name: \"p{hostile}\", domain: \"d{hostile}\"}}\ntopics: [\"t{hostile}\"]\n\
         images: [{{url: \"https://example.org/{hostile}.png\", title: \"i{hostile}\"}}]\n\
         related: [{{title: \"r{hostile}\", webUrl: \"https://example.org/r{hostile}\", provider: {{name: \"q{hostile}\"}}}}]\n\
         featuredContent: \"<p>f{hostile}</p>\"\n---\n\n\
         Body \x1b]0;OWNED\x07 \u{9d}0;OWNED\u{9c} \u{202e} [link\x1b[31m](https://e.org/\x1b]0;OWNED\x07) the end\n\n\
         ```\x1b]0;OWNED\x07\n\x1b[2J code\n```\n"
    );
    fs::write(path.join("2024-01-02-a\x1b]0;OWNED\x07.md"), text).expect("a document");
    let broken = "---\ntitle: [\x1b]0;OWNED\x07\n---\n";
    fs::write(path.join("2024-01-01-b\x1b]0;OWNED\x07.md"), broken).expect("a document");
    let mut terminal = Setup::new(120, 50).path(&path).start();
    terminal.wait_for_text("2 articles");
    terminal.wait_for_text("the end");
    terminal.type_keys("lGo");
    terminal.wait_for_text("cannot open, ");
    terminal.type_keys("ll");
    terminal.wait_for_text("Enter follows this link");
    terminal.type_keys("o");
    // What cleaning would have changed is encoded: a link is more than what can be seen of it.
    terminal.wait_for_text("r%1B");
    terminal.type_keys("!");
    terminal.wait_for_text("cannot parse the header");
    terminal.type_keys("l");
    terminal.wait_for_text("title: [");
    terminal.type_keys("qqqjj");
    terminal.wait_for("the other one", |screen| screen.contents().contains("2/2"));
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut bytes = terminal.bytes();
    // The exact window titles that newswire itself sets.
    for title in ["newswire – Latest", "(1) newswire – Latest", "(2) newswire – Latest", "xterm"]
    {
        let title = format!("\x1b]0;{title}\x07");
        while let Some(at) = position(&bytes, title.as_bytes()) {
            bytes.drain(at..at + title.len());
        }
    }
    for forbidden in ["\x1b]", "\x07", "\x1b[31m", "\u{9d}", "\u{9c}", "\u{9b}", "\u{202e}"] {
        assert!(!holds(&bytes, forbidden), "sent {}", forbidden.escape_unicode());
    }
}
