//! Finds tags as the HTML standard does (13.2.5), without building a tree.

use super::names::is_raw;

/// A start or end tag.
pub(crate) struct Tag<'a> {
    /// Name in lower case.
    pub(crate) name: String,
    /// Whether it is an end tag.
    pub(crate) closes: bool,
    /// Number of attributes.
    pub(super) attributes: usize,
    /// From the first letter of the name, or the `/` before it, to the `>`.
    pub(crate) source: &'a str,
    /// The text after the tag.
    pub(crate) behind: &'a str,
}

/// The markup after a `<`.
pub(super) enum Markup<'a> {
    /// None: the `<` is text.
    Text,
    /// The start of a comment, with the rest after it.
    Comment(&'a str),
    /// Markup that is not shown, with the rest after it.
    Dropped(&'a str),
    /// A tag.
    Tag(Tag<'a>),
}

/// A piece of HTML that may be shown, or a tag.
pub(super) enum Piece<'a> {
    /// Text, with its entities.
    Text(&'a str),
    /// A tag, but not the start tag of an element whose content is not text.
    Tag(Tag<'a>),
}

/// Reads the pieces of HTML, without comments and without the content of scripts and styles.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html, is_markup: false, unclosed: Unclosed::default() }
}

/// The rest of some HTML, by pieces.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// Whether the rest follows a `<`.
    is_markup: bool,
    unclosed: Unclosed,
}

impl<'a> Pieces<'a> {
    /// Reads the markup after a `<`; `None` if it is not shown.
    fn markup(&mut self) -> Option<Piece<'a>> {
        match read(self.rest) {
            Markup::Comment(comment) => self.rest = self.unclosed.after_comment(comment),
            Markup::Text => return Some(Piece::Text("<")),
            Markup::Dropped(behind) => self.rest = behind,
            Markup::Tag(tag) if is_raw(&tag.name) && !tag.closes => {
                self.rest = self.unclosed.skip(&tag.name, tag.behind);
            }
            Markup::Tag(tag) => {
                self.rest = tag.behind;
                return Some(Piece::Tag(tag));
            }
        }
        None
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if std::mem::take(&mut self.is_markup) {
                if let Some(piece) = self.markup() {
                    return Some(piece);
                }
            } else if let Some((text, after)) = self.rest.split_once('<') {
                (self.rest, self.is_markup) = (after, true);
                if !text.is_empty() {
                    return Some(Piece::Text(text));
                }
            } else {
                let text = std::mem::take(&mut self.rest);
                return Some(Piece::Text(text)).filter(|_| !text.is_empty());
            }
        }
    }
}

/// Returns the tag whose `<` precedes `after`; `None` if it begins something else.
pub(crate) fn tag_at(after: &str) -> Option<Tag<'_>> {
    match read(after) {
        Markup::Tag(tag) => Some(tag),
        _ => None,
    }
}

/// Reads the markup after a `<`.
pub(super) fn read(after: &str) -> Markup<'_> {
    if let Some(comment) = after.strip_prefix("!--") {
        return Markup::Comment(comment);
    }
    let closes = after.starts_with('/');
    let body = after.strip_prefix('/').unwrap_or(after);
    if body.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let stop = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let (name, inside) = body.split_at(body.find(stop).unwrap_or(body.len()));
        let (length, attributes) = extent(inside);
        let name = name.to_ascii_lowercase();
        let (source, behind) = after.split_at(after.len() - inside.len() + length);
        return Markup::Tag(Tag { name, closes, attributes, source, behind });
    }
    if closes || after.starts_with(['!', '?']) {
        return Markup::Dropped(after.split_once('>').map_or("", |(_, behind)| behind));
    }
    Markup::Text
}

/// Returns the number of bytes after the name of a tag up to and including its `>`, and the number
/// of attributes. A tag without an end takes everything.
fn extent(inside: &str) -> (usize, usize) {
    enum At {
        Between,
        Name,
        AfterName,
        BeforeValue,
        Bare,
        Quoted(u8),
    }
    let mut at = At::Between;
    let mut attributes = 0;
    for (index, byte) in inside.bytes().enumerate() {
        let space = byte.is_ascii_whitespace();
        at = match (at, byte) {
            (At::Quoted(quote), _) if byte == quote => At::Between,
            (At::Quoted(quote), _) => At::Quoted(quote),
            (_, b'>') => return (index + 1, attributes),
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(byte),
            (At::BeforeValue, _) if space => At::BeforeValue,
            (At::BeforeValue, _) => At::Bare,
            (At::Bare, _) if !space => At::Bare,
            (At::Bare | At::Between, _) if space => At::Between,
            (At::Name | At::AfterName, b'=') => At::BeforeValue,
            (At::Name | At::AfterName, _) if space => At::AfterName,
            (At::Name, _) if byte != b'/' => At::Name,
            (_, b'/') => At::Between,
            _ => {
                attributes += 1;
                At::Name
            }
        };
    }
    (inside.len(), attributes)
}

/// Elements, and `--` for comments, known to have no end from some position on, so that searching
/// for ends stays linear.
#[derive(Default)]
pub(super) struct Unclosed(Vec<String>);

impl Unclosed {
    fn knows(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }

    /// Returns the text after a comment; if it has no end, only its opening mark is dropped.
    pub(super) fn after_comment<'a>(&mut self, comment: &'a str) -> &'a str {
        // `<!-->` is a complete comment.
        if let Some(behind) = comment.strip_prefix('>').or(comment.strip_prefix("->")) {
            return behind;
        }
        if self.knows("--") {
            return comment;
        }
        if let Some((_, behind)) = comment.split_once("-->") {
            return behind;
        }
        self.0.push("--".to_owned());
        comment
    }

    /// Returns the text after the end tag of `name`, if there is one.
    pub(super) fn skip<'a>(&mut self, name: &str, rest: &'a str) -> &'a str {
        if self.knows(name) {
            return rest;
        }
        for (at, _) in rest.match_indices("</") {
            let end = rest.get(at + 2..).unwrap_or("");
            let same = end.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
            let behind = end.get(name.len()..).unwrap_or("");
            let stop = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
            if same && behind.starts_with(stop) {
                return behind.split_once('>').map_or("", |(_, behind)| behind);
            }
        }
        self.0.push(name.to_owned());
        rest
    }
}
