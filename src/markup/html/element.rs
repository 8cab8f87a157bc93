//! Interprets elements while walking through them. `build` handles nesting and white space.

mod media;

use scraper::ElementRef;

use super::super::block::{Align, Block, Document, Numbers, Style, Tone};
use super::build::{Builder, Kind, Numbering};
use super::grid::{Mold, Row};
use super::names::{is_block, is_hidden, is_player, is_way_back, subscript, superscript};
use crate::text;

/// A walk through a page.
pub(super) struct Walk {
    build: Builder,
    open: Vec<Undo>,
    code: Option<Code>,
    small: Option<Small>,
}

/// Maps a character to its superscript or subscript form.
type Small = fn(char) -> Option<char>;

/// What to restore and to do at the end of an element.
struct Undo {
    style: Style,
    link: Option<u32>,
    small: Option<Small>,
    end: End,
}

enum End {
    Nothing,
    Text(&'static str),
    Line,
    Frame,
    Code,
    /// A link, with the amount written before it.
    Link(usize),
}

/// Preformatted text.
#[derive(Default)]
struct Code {
    language: Option<String>,
    text: String,
}

impl Walk {
    pub(super) fn new() -> Self {
        Self { build: Builder::new(), open: Vec::new(), code: None, small: None }
    }

    pub(super) fn finish(mut self) -> Document {
        while !self.open.is_empty() {
            self.close();
        }
        self.build.finish()
    }

    pub(super) fn text(&mut self, raw: &str) {
        if let Some(code) = &mut self.code {
            code.text.push_str(raw);
        } else if let Some(form) = self.small {
            let small: Option<String> = raw.trim().chars().map(form).collect();
            self.build.text(small.as_deref().unwrap_or(raw));
        } else {
            self.build.text(raw);
        }
    }

    /// Enters an element; returns `false` if its content must be skipped. In either case
    /// [`Self::close`] must follow.
    pub(super) fn open(&mut self, element: ElementRef<'_>) -> bool {
        let (style, link, small) = (self.build.style, self.build.link, self.small);
        let end = if is_hidden(element) || is_way_back(element) || self.is_label(element) {
            None
        } else if self.code.is_some() {
            Some(self.open_in_code(element))
        } else {
            Some(self.start(element))
        };
        let visit = end.is_some() && !is_player(element.value().name());
        self.open.push(Undo { style, link, small, end: end.unwrap_or(End::Nothing) });
        visit
    }

    fn open_in_code(&mut self, element: ElementRef<'_>) -> End {
        let name = element.value().name();
        if let Some(code) = &mut self.code {
            if name == "code" && code.text.trim().is_empty() {
                code.language = code.language.take().or_else(|| language(element));
            } else if name == "br" || (is_block(name) && !ends_line(&code.text)) {
                code.text.push('\n');
            }
        }
        End::Nothing
    }

    pub(super) fn close(&mut self) {
        let Some(undo) = self.open.pop() else { return };
        match undo.end {
            End::Nothing => {}
            End::Text(text) => self.build.append(text, self.build.link),
            End::Line => self.build.flush(),
            End::Frame => self.build.close(),
            End::Code => self.close_code(),
            End::Link(written) => {
                if let Some(link) = self.build.link.filter(|_| written == self.build.written) {
                    let target = self.build.target_text(link);
                    self.build.append(&target, Some(link));
                }
            }
        }
        (self.build.style, self.build.link) = (undo.style, undo.link);
        self.small = undo.small;
    }

    fn close_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let clean = text::lines(&code.text);
        let text = clean.trim_end().trim_start_matches('\n');
        if !text.is_empty() {
            self.build.block(Block::Code { language: code.language, text: text.to_owned() });
        }
    }

    fn start(&mut self, element: ElementRef<'_>) -> End {
        let name = element.value().name();
        let style = &mut self.build.style;
        match name {
            "b" | "strong" | "mark" => style.strong = true,
            "em" | "i" | "cite" | "dfn" | "var" | "address" => style.emphasis = true,
            "code" | "kbd" | "samp" | "tt" => style.code = true,
            "s" | "strike" | "del" => style.struck = true,
            "sup" => self.small = Some(superscript),
            "sub" => self.small = Some(subscript),
            "rt" => return self.reading(element),
            "a" => return self.link(element),
            "q" => {
                self.build.append("“", self.build.link);
                return End::Text("”");
            }
            "br" => self.build.line_end(),
            "hr" => self.build.block(Block::Rule),
            "img" => self.image(element),
            "input" => self.task(element),
            _ if is_player(name) => self.player(element),
            _ => return self.block(element),
        }
        End::Nothing
    }

    /// Opens an element that breaks the line before and after it, or an unknown one.
    fn block(&mut self, element: ElementRef<'_>) -> End {
        let name = element.value().name();
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().map_or(1, |digit| digit - b'0');
                let id = element.attr("id").map(|id| text::line(id).into_owned());
                Kind::Heading(level, id.filter(|id| !id.is_empty()))
            }
            "blockquote" => Kind::Quote,
            "ul" | "ol" | "menu" => list(element),
            "li" => Kind::Item { checked: None, number: number(element, "value") },
            "dt" => Kind::Term,
            "dd" => Kind::Meaning,
            "div" if has_class(element, "footnote-definition") => Kind::Note(String::new()),
            "table" => Kind::Table(Vec::new()),
            "tr" => Kind::Row(row(element)),
            "td" | "th" => Kind::Cell(mold(element)),
            "pre" | "listing" => {
                self.build.flush();
                self.code = Some(Code { language: language(element), ..Code::default() });
                return End::Code;
            }
            _ if !is_block(name) => return End::Nothing,
            _ => {
                self.build.flush();
                self.build.style.strong |= name == "summary";
                if matches!(name, "figcaption" | "caption") {
                    self.build.style.tone = Tone::Dim;
                }
                return End::Line;
            }
        };
        if self.build.open(kind) { End::Frame } else { End::Line }
    }

    /// Reads the label of a note here; as text it would appear in the note again.
    fn is_label(&mut self, element: ElementRef<'_>) -> bool {
        if !has_class(element, "footnote-definition-label") {
            return false;
        }
        let Kind::Note(label) = &mut self.build.top().kind else {
            return false;
        };
        let text: String = element.text().collect();
        *label = text::line(&text).into_owned();
        true
    }

    /// Opens the reading of the characters before it, in parentheses unless the page has its own.
    fn reading(&mut self, element: ElementRef<'_>) -> End {
        let before = element.prev_siblings().find_map(ElementRef::wrap);
        if before.is_some_and(|before| before.value().name() == "rp") {
            return End::Nothing;
        }
        self.build.append("(", self.build.link);
        End::Text(")")
    }

    fn link(&mut self, element: ElementRef<'_>) -> End {
        if let Some(link) = element.attr("href").and_then(|target| self.build.target(target)) {
            self.build.link = Some(link);
            return End::Link(self.build.written);
        }
        End::Nothing
    }

    fn task(&mut self, element: ElementRef<'_>) {
        let is_task = element.attr("type") == Some("checkbox") && !self.build.has_text();
        if let Kind::Item { checked, .. } = &mut self.build.top().kind
            && is_task
        {
            *checked = Some(element.attr("checked").is_some());
        }
    }
}

fn ends_line(text: &str) -> bool {
    text.is_empty() || text.ends_with('\n')
}

fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|own| own == class)
}

fn language(element: ElementRef<'_>) -> Option<String> {
    let prefixed = |class: &str| {
        let name = class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"))?;
        Some(text::line(name).into_owned()).filter(|name| !name.is_empty())
    };
    element.value().classes().find_map(prefixed)
}

/// A list is loose if its items contain paragraphs: Markdown output marks it that way.
fn list(element: ElementRef<'_>) -> Kind {
    let mut items = element.child_elements();
    let tight = !items.any(|item| item.child_elements().any(|child| child.value().name() == "p"));
    let numbering = (element.value().name() == "ol").then(|| numbering(element));
    Kind::List { numbering, tight, items: Vec::new() }
}

fn numbering(element: ElementRef<'_>) -> Numbering {
    let numbers = match element.attr("type").unwrap_or_default() {
        "a" => Numbers::Letters,
        "A" => Numbers::Capitals,
        "i" => Numbers::Roman,
        "I" => Numbers::RomanCapitals,
        _ => Numbers::Decimal,
    };
    let falls = element.attr("reversed").is_some();
    let items = element.child_elements().filter(|item| item.value().name() == "li");
    let first = if falls { i64::try_from(items.count()).unwrap_or(1) } else { 1 };
    Numbering { numbers, next: number(element, "start").unwrap_or(first), falls }
}

fn number(element: ElementRef<'_>, attribute: &str) -> Option<i64> {
    element.attr(attribute)?.trim().parse().ok()
}

fn row(element: ElementRef<'_>) -> Row {
    let parent = element.parent().and_then(ElementRef::wrap);
    let head = parent.is_some_and(|parent| parent.value().name() == "thead");
    Row::new(head)
}

fn mold(element: ElementRef<'_>) -> Mold {
    let style = element.attr("style").or_else(|| element.attr("align")).unwrap_or_default();
    let align = match style.rsplit(':').next().unwrap_or(style).trim() {
        "center" => Align::Center,
        "right" => Align::Right,
        _ => Align::Left,
    };
    let count = |name| element.attr(name).and_then(|count| count.trim().parse().ok()).unwrap_or(1);
    let head = element.value().name() == "th";
    Mold { head, align, span: count("colspan"), rows: count("rowspan") }
}
