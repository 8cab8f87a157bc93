//! An element with its content, as a small tree.

use std::borrow::Cow;

use super::namespace::{Name, Namespace};
use super::reader::{Reader, Token};
use super::tag::Tag;

/// Most elements inside an element; of further ones only the text is kept.
const MAX_NODES: usize = 20_000;

/// An element.
#[derive(Debug)]
pub(in super::super) struct Element<'a> {
    /// Its start tag.
    pub(in super::super) tag: Tag<'a>,
    /// Its name.
    pub(in super::super) name: Name<'a>,
    /// Its content, in order.
    pub(in super::super) nodes: Vec<Node<'a>>,
}

/// A part of an element's content.
#[derive(Debug)]
pub(in super::super) enum Node<'a> {
    /// Decoded text.
    Text(Cow<'a, str>),
    /// Another element.
    Element(Element<'a>),
}

impl<'a> Element<'a> {
    /// Reads an element whose start tag was just read, up to its end.
    pub(in super::super) fn read(reader: &mut Reader<'a>, tag: Tag<'a>, name: Name<'a>) -> Self {
        let mut open = vec![Self { tag, name, nodes: Vec::new() }];
        let mut count = 0;
        // Elements open beyond the limit.
        let mut flattened = 0;
        while let Some(token) = reader.next() {
            match token {
                Token::Open(..) if count >= MAX_NODES => flattened += 1,
                Token::Open(tag, name) => {
                    count += 1;
                    open.push(Self { tag, name, nodes: Vec::new() });
                }
                Token::Text(text) => {
                    if let Some(last) = open.last_mut() {
                        last.push_text(text);
                    }
                }
                Token::Close if flattened > 0 => flattened -= 1,
                Token::Close if open.len() == 1 => break,
                Token::Close => fold(&mut open),
            }
        }
        while open.len() > 1 {
            fold(&mut open);
        }
        open.pop().unwrap_or(Self { tag, name: Name::none(), nodes: Vec::new() })
    }

    fn push_text(&mut self, text: Cow<'a, str>) {
        if let Some(Node::Text(before)) = self.nodes.last_mut() {
            before.to_mut().push_str(&text);
        } else {
            self.nodes.push(Node::Text(text));
        }
    }

    /// Iterates over the child elements.
    pub(in super::super) fn children(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first child of a name.
    pub(in super::super) fn child(&self, namespace: Namespace, local: &str) -> Option<&Self> {
        self.children().find(|child| child.name.namespace == namespace && child.name.local == local)
    }

    /// Returns an attribute's value; see [`Tag::attribute`].
    pub(in super::super) fn attribute(&self, name: &str) -> Option<String> {
        self.tag.attribute(name)
    }

    /// Whether there are child elements.
    pub(in super::super) fn has_elements(&self) -> bool {
        self.children().next().is_some()
    }

    /// Returns all text inside, without white space around it.
    pub(in super::super) fn text(&self) -> Cow<'_, str> {
        if let [Node::Text(text)] = self.nodes.as_slice() {
            return Cow::Borrowed(text.trim());
        }
        let mut out = String::new();
        let mut waiting: Vec<&Node<'_>> = self.nodes.iter().rev().collect();
        while let Some(node) = waiting.pop() {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => waiting.extend(element.nodes.iter().rev()),
            }
        }
        Cow::Owned(out.trim().to_owned())
    }

    /// Returns the content as HTML. `escapes` says whether text is literal: in XHTML it is, in
    /// elements of RSS it may be escaped HTML.
    pub(in super::super) fn html(&self, escapes: bool) -> String {
        let mut out = String::new();
        let mut waiting: Vec<Step<'_, 'a>> = self.nodes.iter().rev().map(Step::Node).collect();
        while let Some(step) = waiting.pop() {
            match step {
                Step::Node(Node::Text(text)) if escapes => push_escaped(text, &mut out),
                Step::Node(Node::Text(text)) => out.push_str(text),
                Step::Node(Node::Element(element)) => {
                    out.extend(["<", &element.name.local, element.tag.rest, ">"]);
                    waiting.push(Step::End(element));
                    waiting.extend(element.nodes.iter().rev().map(Step::Node));
                }
                Step::End(element) => {
                    if !is_void(element) {
                        out.extend(["</", &element.name.local, ">"]);
                    }
                }
            }
        }
        out
    }
}

enum Step<'b, 'a> {
    Node(&'b Node<'a>),
    End(&'b Element<'a>),
}

fn is_void(element: &Element<'_>) -> bool {
    matches!(&*element.name.local, "br" | "hr" | "img" | "input" | "source" | "wbr" | "embed")
}

fn fold(open: &mut Vec<Element<'_>>) {
    if let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.nodes.push(Node::Element(done));
    }
}

/// Appends text as HTML.
pub(in super::super) fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'&', b'<', b'>', rest.as_bytes()) {
        let Some((before, after)) = rest.split_at_checked(at) else { break };
        out.push_str(before);
        let mut characters = after.chars();
        out.push_str(match characters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            _ => "&gt;",
        });
        rest = characters.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Element<'_> {
        let mut reader = Reader::new(source);
        match reader.next() {
            Some(Token::Open(tag, name)) => Element::read(&mut reader, tag, name),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_element_has_text_and_html() {
        let element = read("<t> a &amp; <b class='x'>c</b><br/>&lt;d </t>");
        assert_eq!(element.text(), "a & c<d");
        assert_eq!(element.html(true).trim(), "a &amp; <b class='x'>c</b><br>&lt;d");
        assert_eq!(element.html(false).trim(), "a & <b class='x'>c</b><br><d");
    }

    #[test]
    fn huge_elements_keep_their_text() {
        let many = format!("<t>{}</t>", "<b>x</b>".repeat(MAX_NODES + 10));
        assert_eq!(read(&many).text().len(), MAX_NODES + 10);
    }
}
