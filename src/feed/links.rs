//! Addresses: made absolute, alone and inside HTML.

use std::borrow::Cow;

use url::Url;

use super::xml::{Attributes, push_escaped};
use crate::markup;

/// Attributes of HTML that hold one address.
const ADDRESSES: [&str; 5] = ["href", "src", "poster", "data-src", "cite"];
/// Longest link in bytes: real pages have no longer ones, which would cost memory.
const MAX_LINK: usize = 16 * 1024;

/// Returns an address as an absolute one; `None` if it is empty, too long or a script.
pub(super) fn resolve(base: &Url, written: &str) -> Option<String> {
    join(base, written).map(String::from)
}

/// Like [`resolve`], as a URL.
pub(super) fn join(base: &Url, written: &str) -> Option<Url> {
    let written = written.trim();
    if written.is_empty() || written.len() > MAX_LINK {
        return None;
    }
    // Escaped twice: no real address contains `&amp;`.
    let link = written.replace("&amp;", "&");
    let url = if lacks_scheme(base, &link) {
        Url::parse(&format!("{}://{link}", base.scheme())).ok()?
    } else {
        base.join(&link).ok()?
    };
    (!matches!(url.scheme(), "javascript" | "vbscript" | "data")).then_some(url)
}

/// Whether an address begins with a host but has neither a scheme nor `//`.
fn lacks_scheme(base: &Url, written: &str) -> bool {
    let host = written.split('/').next().unwrap_or(written);
    let own = base.host_str().unwrap_or_default();
    let plain = |host: &str| host.trim_start_matches("www.").to_ascii_lowercase();
    let is_www = host.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    is_www || (host.contains('.') && host.len() < written.len() && plain(host) == plain(own))
}

/// Whether an address names its own scheme.
pub(super) fn is_absolute(written: &str) -> bool {
    Url::parse(written.trim()).is_ok()
}

/// Whether an address leads to a page of the web.
pub(super) fn is_web(written: &str) -> bool {
    Url::parse(written.trim()).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Returns HTML with all addresses absolute, except fragments.
pub(super) fn absolute(html: String, base: &Url) -> String {
    let mut out = String::new();
    let mut rest = html.as_str();
    // `out` has the text before this position of `html`.
    let mut copied = 0;
    while let Some((_, after)) = rest.split_once('<') {
        let Some(tag) = markup::tag_at(after) else {
            rest = after;
            continue;
        };
        if !tag.closes
            && tag.source.contains('=')
            && let Some(changed) = absolute_tag(&tag, base)
        {
            let start = html.len() - after.len();
            out.push_str(html.get(copied..start).unwrap_or(""));
            out.push_str(&changed);
            copied = html.len() - tag.behind.len();
        }
        rest = tag.behind;
    }
    if copied == 0 {
        return html;
    }
    out.push_str(html.get(copied..).unwrap_or(""));
    out
}

/// Returns the inside of a tag with absolute addresses and the closing `>`; `None` if all are
/// absolute already.
fn absolute_tag(tag: &markup::Tag<'_>, base: &Url) -> Option<String> {
    let rest = tag.source.get(tag.name.len()..)?.strip_suffix('>')?;
    let mut out = tag.name.clone();
    let mut has_changed = false;
    for (name, value) in attributes(rest) {
        let value = match changed(name, &value, base) {
            Some(changed) => {
                has_changed = true;
                Cow::Owned(changed)
            }
            None => value,
        };
        out.extend([" ", name, "=\""]);
        push_quoted(&value, &mut out);
        out.push('"');
    }
    out.push_str(if rest.ends_with('/') { " />" } else { ">" });
    has_changed.then_some(out)
}

/// Appends the value of an attribute.
fn push_quoted(value: &str, out: &mut String) {
    let mut parts = value.split('"');
    push_escaped(parts.next().unwrap_or(""), out);
    for part in parts {
        out.push_str("&quot;");
        push_escaped(part, out);
    }
}

fn attributes(rest: &str) -> Attributes<'_> {
    Attributes::new(rest.strip_suffix('/').unwrap_or(rest))
}

/// Returns the absolute form of an attribute that holds a relative address.
fn changed(name: &str, value: &str, base: &Url) -> Option<String> {
    if name.eq_ignore_ascii_case("srcset") {
        return set(value, base);
    }
    let holds = ADDRESSES.iter().any(|own| own.eq_ignore_ascii_case(name));
    (holds && is_relative(value)).then(|| resolve(base, value)).flatten()
}

fn is_relative(value: &str) -> bool {
    let value = value.trim();
    if value.starts_with("https://") || value.starts_with("http://") {
        return false;
    }
    let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let has_scheme =
        value.split_once(':').is_some_and(|(own, _)| !own.is_empty() && own.chars().all(scheme));
    !has_scheme && !value.is_empty() && !value.starts_with('#')
}

/// `a.png 1x, b.png 2x`.
fn set(value: &str, base: &Url) -> Option<String> {
    let candidates = || value.split(", ").map(|candidate| candidate.trim().trim_end_matches(','));
    if !candidates().any(is_relative) {
        return None;
    }
    let whole = candidates().filter(|candidate| !candidate.is_empty()).map(|candidate| {
        let (address, size) = candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
        let address = resolve(base, address).unwrap_or_else(|| address.to_owned());
        format!("{address} {size}").trim_end().to_owned()
    });
    Some(whole.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://example.org/blog/post").expect("an address")
    }

    #[test]
    fn addresses_become_absolute() {
        for (written, expected) in [
            (" /a ", Some("https://example.org/a")),
            ("b?c#d", Some("https://example.org/blog/b?c#d")),
            ("//cdn.example/x", Some("https://cdn.example/x")),
            ("http://exämple.org/ü", Some("http://xn--exmple-cua.org/%C3%BC")),
            ("https://example.org/a\n  b", Some("https://example.org/a%20%20b")),
            ("www.example.net/x", Some("https://www.example.net/x")),
            ("example.org/y", Some("https://example.org/y")),
            ("/a?b=1&amp;c=2", Some("https://example.org/a?b=1&c=2")),
            ("post.html", Some("https://example.org/blog/post.html")),
            ("", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(resolve(&base(), written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn addresses_inside_html_become_absolute() {
        for (html, expected) in [
            ("<a href='x'>y</a>", "<a href=\"https://example.org/blog/x\">y</a>"),
            (
                "1<img alt='a \"b\"' src=/p.png />2",
                "1<img alt=\"a &quot;b&quot;\" src=\"https://example.org/p.png\" />2",
            ),
            (
                "<img srcset='a.png 1x, https://e.org/b.png 2x'>",
                "<img srcset=\"https://example.org/blog/a.png 1x, https://e.org/b.png 2x\">",
            ),
            ("<video poster='//e.org/p'></video>", "<video poster=\"https://e.org/p\"></video>"),
        ] {
            assert_eq!(absolute(html.to_owned(), &base()), expected);
        }
        for same in [
            "<a href='#note'>1</a> <a href=mailto:a@b.c>x</a> <img src='data:image/png;base64,x'>",
            "a < b",
            "plain",
        ] {
            assert_eq!(absolute(same.to_owned(), &base()), same);
        }
    }
}
