//! The title that a text has without a header: its first heading, or that of its page.

use crate::markup;
use crate::text;

/// Longest title in bytes; what goes on longer is a text whose heading was never closed.
const MAX_BYTES: usize = 1_000;
/// Bytes of a page in which its title stands.
const MAX_HEAD: usize = 64 * 1024;

/// Returns the first heading of the first level, or else the title of an HTML page.
pub(super) fn of_body(format: markup::Format, body: &str) -> Option<Box<str>> {
    match format {
        markup::Format::Html => of_page(body),
        // A text without markup may have been written with some.
        markup::Format::Markdown | markup::Format::Plain => of_markdown(body),
    }
}

/// Returns the first `<h1>` that says something, or else the `<title>`.
fn of_page(page: &str) -> Option<Box<str>> {
    first_heading(page).or_else(|| of_head(page))
}

fn first_heading(page: &str) -> Option<Box<str>> {
    let mut said: Option<String> = None;
    for tag in markup::tags(page) {
        let is_heading = tag.name == "h1";
        match &mut said {
            Some(said) if said.len() < MAX_BYTES => {
                said.push_str(tag.text);
                said.push_str(if tag.name == "br" { " " } else { "" });
            }
            _ => {}
        }
        if is_heading && tag.closes {
            let found = said.take().and_then(|said| words(&said));
            if found.is_some() {
                return found;
            }
        } else if is_heading {
            said = Some(String::new());
        }
    }
    None
}

/// Returns the `<title>`, which stands in the first part of a page.
fn of_head(page: &str) -> Option<Box<str>> {
    let head = start(page, MAX_HEAD);
    let named = |at: usize, name: &str| {
        let tag = head.get(at..at + name.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    let tags = || memchr::memchr_iter(b'<', head.as_bytes());
    let opened = tags().find(|at| named(*at, "<title"))?;
    let closed = tags().find(|at| *at > opened && named(*at, "</title"))?;
    let (_, title) = head.get(opened..closed)?.split_once('>')?;
    words(title)
}

/// Returns the start of a text, in whole characters.
fn start(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Returns the first `# heading`, underlined heading or `<h1>` outside of code.
fn of_markdown(body: &str) -> Option<Box<str>> {
    let mut code: Option<&str> = None;
    let mut paragraph: Option<(usize, usize)> = None;
    let mut has_tried = false;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let line = line.trim_end();
        let fence = ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence));
        if let Some(open) = code {
            code = code.filter(|_| fence != Some(open));
            continue;
        }
        let found = match line.strip_prefix("# ") {
            Some(heading) => of_line(heading.trim_end_matches('#')),
            None if !has_tried && is_tag(line) => {
                has_tried = true;
                first_heading(start(body.get(begin..)?, 2 * MAX_BYTES))
            }
            None if is_underline(line) => {
                paragraph.and_then(|(begin, end)| of_line(body.get(begin..end)?))
            }
            None => None,
        };
        if found.is_some() {
            return found;
        }
        code = fence;
        let is_text = !line.is_empty() && fence.is_none() && !line.starts_with(['#', '>', '\t']);
        let begin = paragraph.map_or(begin, |(begin, _)| begin);
        paragraph = (is_text && at - begin < MAX_BYTES).then_some((begin, at));
    }
    None
}

fn is_tag(line: &str) -> bool {
    line.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<h1"))
}

/// Whether a line underlines a heading of the first level.
fn is_underline(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    line.len() > 1 && line.bytes().all(|byte| byte == b'=')
}

/// The words of a heading, without the id that some tools write after it.
fn of_line(heading: &str) -> Option<Box<str>> {
    let heading = heading.trim();
    let id = heading.strip_suffix('}').and_then(|heading| heading.rsplit_once('{'));
    let heading = id.filter(|(_, id)| id.starts_with(['#', '.', ':'])).map_or(heading, |it| it.0);
    let title: Box<str> = markup::plain(markup::Format::Markdown, heading).into();
    (!text::is_blank(&title)).then_some(title)
}

fn words(html: &str) -> Option<Box<str>> {
    let words = markup::words(html, MAX_BYTES);
    (!text::is_blank(&words)).then(|| words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_title_that_a_reader_sees() {
        for (body, expected) in [
            ("Intro\n\n# A *title*\n", "A title"),
            ("# A title {#id .class}\n", "A title"),
            ("A setext title\n==============\n\nBody.", "A setext title"),
            ("Intro.\n\nTwo\nlines\n===\n", "Two lines"),
            ("```\n# no\na\n===\n~~~\n```\n# yes", "yes"),
            (
                "text\n\n<h1 class=\"a\">An <b>old</b> page &amp; more</h1>\n\ntext",
                "An old page & more",
            ),
            ("> quoted\n===\n# yes", "yes"),
            ("\n====\n## no", ""),
            ("## no\n", ""),
        ] {
            let found = of_body(markup::Format::Markdown, body);
            assert_eq!(found.as_deref().unwrap_or_default(), expected, "{body}");
        }
    }

    /// A page was named by its file.
    #[test]
    fn a_page_has_the_title_of_its_first_heading() {
        for (page, expected) in [
            ("<title>T</title><body><h2>no</h2><h1>A <i>b</i> &lt;c&gt;</h1>", "A b <c>"),
            ("<html><head><title>T &amp; U</title></head><p>x</p>", "T & U"),
            ("<h1><img src=a></h1><h1>Second</h1>", "Second"),
            ("<script>'<h1>no</h1>'</script><!-- <h1>no</h1> --><p>x</p>", ""),
            ("<h1>never closed", ""),
        ] {
            let found = of_body(markup::Format::Html, page);
            assert_eq!(found.as_deref().unwrap_or_default(), expected, "{page}");
        }
        let many = "<h1>a<title>".repeat(100_000);
        assert_eq!(of_body(markup::Format::Html, &many), None);
    }
}
