//! Template tags of site generators (Liquid of Jekyll, Nunjucks of Hexo, shortcodes of Hugo). What
//! they mean takes their place, as HTML; those that mean something to their site alone are left out,
//! and what they enclose stays.

mod ends;
mod meaning;
mod scan;
mod tag;

use std::borrow::Cow;

use super::escape;
use ends::Ends;
use meaning::Meaning;
pub(super) use meaning::is_picture;
use scan::{fenced, line_end, span, without_indent, without_raw};
use tag::{Kind, Reader, Tag};

/// The language around the tags.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    Markdown,
    Html,
}

/// Returns the text without template tags.
pub(super) fn resolved(text: &str, around: Around) -> Cow<'_, str> {
    if !text.contains("{%") && !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let mut resolver = Resolver {
        text,
        around,
        out: String::with_capacity(text.len()),
        reader: Reader::new(text),
        ends: Ends::new(text),
        raw_until: 0,
        is_liquid: text.contains("{%"),
    };
    resolver.run();
    Cow::Owned(resolver.out)
}

struct Resolver<'a> {
    text: &'a str,
    around: Around,
    out: String,
    reader: Reader<'a>,
    ends: Ends<'a>,
    /// Tags before this place are text.
    raw_until: usize,
    /// Whether the text has tags of Liquid, so that a single word in braces is a variable.
    is_liquid: bool,
}

/// Lines are not indented by more bytes than this.
const MAX_INDENT: usize = 200;

impl Resolver<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let is_start = at == 0 || self.text.as_bytes().get(at - 1) == Some(&b'\n');
            let is_start = is_start && self.around == Around::Markdown;
            if let Some(length) = is_start.then(|| fenced(rest)).flatten() {
                let code = rest.get(..length).unwrap_or_default();
                self.out.push_str(&without_raw(code));
                at += length;
                continue;
            }
            let plain = rest.find(['{', '`', '\n', '<']).unwrap_or(rest.len());
            self.out.push_str(rest.get(..plain).unwrap_or_default());
            at += plain;
            at = self.special(at);
        }
    }

    /// Copies or resolves what begins with the special character at `at`; returns where it ends.
    fn special(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let kept = match rest.chars().next() {
            Some('{') if at >= self.raw_until => match self.reader.tag(at) {
                Some(tag) if self.is_meant(&tag, at) => return self.tag(&tag, at),
                _ => 1,
            },
            Some('`') if self.around == Around::Markdown => span(rest),
            Some('<') => self.ends.verbatim(at),
            Some(c) => c.len_utf8(),
            None => 0,
        };
        self.out.push_str(&without_raw(rest.get(..kept).unwrap_or_default()));
        at + kept
    }

    /// Whether a tag belongs to a template, and not to a formula or to text about templates.
    fn is_meant(&self, tag: &Tag<'_>, at: usize) -> bool {
        if tag.kind != Kind::Output {
            let is_known = Meaning::of(tag) != Meaning::Nothing || is_word_of_liquid(tag.name);
            return is_known || self.around == Around::Markdown;
        }
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        let is_formula = before.is_some_and(|c| matches!(c, '^' | '_' | '\\' | '}' | '{'));
        let is_path = tag.name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '$'));
        let has_root = ["site.", "page.", "post.", "include.", "layout."]
            .iter()
            .any(|root| tag.name.starts_with(root));
        let is_filtered = tag.name.starts_with(['"', '\'']) || (is_path && tag.name.contains('|'));
        let is_markdown = self.around == Around::Markdown;
        let is_variable =
            is_path && is_markdown && !tag.name.contains(['\n', ' ']) && self.is_liquid;
        let is_dotted = is_path && is_markdown && is_dotted(tag.name);
        !is_formula && (has_root || is_filtered || is_variable || is_dotted)
    }

    /// Writes the meaning of a tag; returns where the tag, or what it encloses, ends.
    fn tag(&mut self, tag: &Tag<'_>, at: usize) -> usize {
        if tag.kind == Kind::Shown {
            escape::push_literal(&format!("{{{{< {} >}}}}", tag.name), &mut self.out);
            return tag.end;
        }
        if let "endblockquote" | "endquote" | "endpullquote" | "endnote" | "/notice" | "/note"
        | "/callout" | "/alert" | "/admonition" | "/hint" | "/tip" | "/warning" | "/info" =
            tag.name
        {
            return self.block("</blockquote>", tag.end);
        }
        let meaning = Meaning::of(tag);
        let end = match meaning {
            Meaning::Code(_) | Meaning::Raw | Meaning::Remark | Meaning::Quote(_) => {
                self.ends.of(tag)
            }
            _ => None,
        };
        match (meaning, end) {
            (Meaning::Code(language), Some((inner, outer))) => {
                self.code(language.as_deref(), tag.end..inner, outer)
            }
            (Meaning::Remark, Some((_, outer))) => self.nothing(outer),
            (Meaning::Raw, Some((inner, _))) => {
                self.raw_until = inner;
                self.nothing(tag.end)
            }
            (Meaning::Quote(author), Some(_)) => self.quote(&author, tag.end),
            (Meaning::Path(path), _) => {
                self.out.push_str(&path.replace(' ', "%20"));
                tag.end
            }
            (Meaning::Picture { source, caption }, _) => {
                let picture = escape::tag("img", &[("src", &source), ("alt", &caption)]);
                self.piece(&picture, at, tag.end)
            }
            (Meaning::Link { target, text }, _) => {
                let link = escape::tag("a", &[("href", &target)]) + &escape::element("span", &text);
                self.piece(&(link + "</a>"), at, tag.end)
            }
            _ => self.nothing(tag.end),
        }
    }

    fn code(
        &mut self,
        language: Option<&str>,
        inside: std::ops::Range<usize>,
        end: usize,
    ) -> usize {
        let inside = self.text.get(inside).unwrap_or_default();
        let indent = self.indent().map(str::len);
        let inside = without_raw(inside);
        if indent.is_none() && !inside.contains('\n') {
            self.out.push_str(&escape::element("code", inside.trim()));
            return end;
        }
        let lines = inside.trim_end().trim_start_matches([' ', '\t', '\r']);
        let lines = lines.strip_prefix('\n').unwrap_or(lines);
        let dedented: Vec<&str> =
            lines.split('\n').map(|line| without_indent(line, indent.unwrap_or(0))).collect();
        let code = escape::code(language, &dedented.join("\n"));
        if indent.is_none() {
            self.out.push_str("\n\n");
        }
        self.out.push_str(&code);
        self.after_block(end)
    }

    fn quote(&mut self, author: &str, end: usize) -> usize {
        if author.is_empty() {
            return self.block("<blockquote>", end);
        }
        let said = format!("<blockquote>{}", escape::element("p", author));
        self.block(&said, end)
    }

    /// Writes the start or the end of a block, with the blank line behind it that lets Markdown go
    /// on.
    fn block(&mut self, html: &str, end: usize) -> usize {
        if self.indent().is_none() {
            self.out.push_str("\n\n");
        }
        self.out.push_str(html);
        self.after_block(end)
    }

    fn after_block(&mut self, end: usize) -> usize {
        self.out.push_str("\n\n");
        let rest = self.text.get(end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        let is_alone = rest.get(blank..).is_some_and(|rest| rest.starts_with('\n'));
        end + if is_alone { blank + 1 } else { 0 }
    }

    /// Writes a picture or a link, which is a paragraph if nothing else is on its line.
    fn piece(&mut self, html: &str, at: usize, end: usize) -> usize {
        let is_start = self.indent().is_some_and(|indent| indent.trim().is_empty());
        if is_start && at > 0 {
            self.out.push('\n');
        }
        self.out.push_str(html);
        if is_start && line_end(self.text, end).is_some() { self.after_block(end) } else { end }
    }

    /// Leaves a tag out, and its line if nothing else is on it.
    fn nothing(&mut self, end: usize) -> usize {
        let Some(behind) = line_end(self.text, end) else { return end };
        let Some(indent) = self.indent().filter(|indent| indent.trim().is_empty()) else {
            return end;
        };
        self.out.truncate(self.out.len() - indent.len());
        behind
    }

    /// Returns what is written on the current line, if it is only white space and marks of quotes
    /// and lists.
    fn indent(&self) -> Option<&str> {
        let before = self.out.bytes().rev().take(MAX_INDENT).position(|byte| byte == b'\n');
        let length = before.or((self.out.len() < MAX_INDENT).then_some(self.out.len()))?;
        let line = self.out.get(self.out.len() - length..)?;
        line.bytes().all(|b| b" \t>-*+".contains(&b)).then_some(line)
    }
}

/// Tags that are left out of HTML too; others may be text of a page about something else.
fn is_word_of_liquid(name: &str) -> bool {
    let name = name.strip_prefix("end").unwrap_or(name);
    matches!(
        name,
        "assign"
            | "block"
            | "break"
            | "capture"
            | "case"
            | "comment"
            | "continue"
            | "cycle"
            | "else"
            | "elsif"
            | "extends"
            | "for"
            | "highlight"
            | "if"
            | "include"
            | "increment"
            | "layout"
            | "limit"
            | "raw"
            | "render"
            | "set"
            | "tablerow"
            | "unless"
            | "when"
    )
}

/// `page.title`, `.Site.Title`.
fn is_dotted(expression: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '$');
    expression.contains('.') && expression.chars().all(is_part)
}

#[cfg(test)]
mod tests;
