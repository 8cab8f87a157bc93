//! An `item` or `entry` → [`Entry`]. All dialects and modules are read alike, since feeds mix them.

use super::content::{self, Content, TextKind};
use super::entry_builder::{EntryBuilder, Trust};
use super::entry_context::EntryContext;
use super::links;
use super::media::{self, FileFacts};
use super::model::{Entry, EntrySource};
use super::person;
use super::words;
use super::xml::{Element, Namespace};

/// Reads an entry. The context's base includes the one that the element declares.
pub(super) fn read(element: &Element<'_>, context: &EntryContext) -> Entry {
    let mut builder = EntryBuilder::default();
    for child in element.children() {
        field(&mut builder, child, context);
    }
    if let Some(about) = element.attribute("rdf:about").filter(|about| !about.is_empty()) {
        builder.link(5, context.resolve(element, &about).filter(|link| links::is_web(link)));
        builder.identity(&about);
    }
    if context.is_atom && builder.entry.source.is_none() && builder.other_author.is_none() {
        builder.other_author.clone_from(&context.author);
    }
    builder.finish(context.base())
}

fn field(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    match element.name.namespace {
        Namespace::Core => core(builder, element, context),
        Namespace::Dublin => dublin(builder, element, context),
        Namespace::Content => {
            if element.name.local == "encoded" {
                body(builder, element, context, Trust::Content, TextKind::Unknown);
            }
        }
        Namespace::Xhtml => body(builder, element, context, Trust::Content, TextKind::Html),
        Namespace::Media => media(builder, element, context),
        Namespace::Itunes => itunes(builder, element, context),
        Namespace::Feedburner | Namespace::Pheedo => forwarded(builder, element, context),
        Namespace::Youtube => builder.entry.is_video |= element.name.local == "videoid",
        Namespace::Syndication | Namespace::Rdf | Namespace::Other => {}
    }
}

fn core(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    match &*element.name.local {
        "title" => builder.title(0, title(element)),
        "link" => link(builder, element, context),
        "guid" | "id" => identity(builder, element, context),
        "pubdate" => builder.published(0, &element.text()),
        "published" | "issued" => builder.published(1, &element.text()),
        "created" => builder.published(3, &element.text()),
        "updated" | "modified" | "lastbuilddate" => builder.updated(&element.text()),
        "content" | "body" | "fulltext" => {
            body(builder, element, context, Trust::Content, context.kind());
        }
        "description" | "summary" => {
            body(builder, element, context, Trust::Summary, context.kind());
        }
        "author" => builder.authors.extend(author(element)),
        "category" => category(builder, element),
        "comments" => {
            builder.entry.comments =
                context.resolve(element, &element.text()).filter(|l| links::is_web(l));
        }
        "enclosure" => builder.media.file(element, "url", &context.base_of(element)),
        "source" => {
            builder.entry.source = source(element, context);
            let author = element.child(Namespace::Core, "author").and_then(author);
            builder.other_author = author.or(builder.other_author.take());
        }
        "image" | "thumbnail" => picture(builder, element, context),
        _ => {}
    }
}

fn dublin(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    match &*element.name.local {
        "title" => builder.title(1, title(element)),
        "creator" => builder.authors.extend(person::name(&element.text())),
        "date" | "issued" => builder.published(2, &element.text()),
        "created" | "available" => builder.published(3, &element.text()),
        "modified" => builder.updated(&element.text()),
        "subject" => builder.category(&element.text()),
        "description" | "abstract" => {
            body(builder, element, context, Trust::Summary, TextKind::Unknown);
        }
        "identifier" => {
            let id = element.text().into_owned();
            if !id.is_empty() {
                builder.link(6, context.resolve(element, &id).filter(|_| links::is_web(&id)));
                builder.identity(&id);
            }
        }
        _ => {}
    }
}

fn media(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    builder.media.read(element, &context.base_of(element));
    let group: Vec<_> = match &*element.name.local {
        "group" | "content" => element.children().collect(),
        _ => vec![element],
    };
    for own in group.into_iter().filter(|own| own.name.namespace == Namespace::Media) {
        match &*own.name.local {
            // The title of a picture is not the title of the entry.
            "title" if element.name.local != "content" => builder.title(2, title(own)),
            "description" => {
                let trust =
                    if element.name.local == "content" { Trust::Hint } else { Trust::Media };
                body(builder, own, context, trust, TextKind::Unknown);
            }
            _ => {}
        }
    }
}

fn itunes(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    match &*element.name.local {
        "title" => builder.title(3, title(element)),
        "author" => builder.other_author = person::name(&element.text()),
        "summary" => body(builder, element, context, Trust::Media, TextKind::Unknown),
        "subtitle" => body(builder, element, context, Trust::Hint, TextKind::Unknown),
        "image" => builder.media.cover(element, &context.base_of(element)),
        "duration" => builder.media.duration = media::duration(&element.text()),
        _ => {}
    }
}

/// The target of a forwarding service.
fn forwarded(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    if element.name.local == "origlink" {
        let link = context.resolve(element, &element.text()).filter(|link| links::is_web(link));
        builder.entry.original_link = builder.entry.original_link.take().or(link);
    }
}

/// Reads a title as words.
pub(super) fn title(element: &Element<'_>) -> String {
    let written = content::written(element, TextKind::Unknown);
    written.map(|(text, kind)| words::title(&text, kind)).unwrap_or_default()
}

fn body(
    builder: &mut EntryBuilder,
    element: &Element<'_>,
    context: &EntryContext,
    trust: Trust,
    default: TextKind,
) {
    if let Some(address) = element.attribute("src").filter(|_| element.nodes.is_empty()) {
        // Content at another address; its type says what it is.
        let kind = element.attribute("type").unwrap_or_default();
        if ["audio/", "video/", "image/"].iter().any(|start| kind.starts_with(start)) {
            let base = context.base_of(element);
            let facts = FileFacts { kind: Some(kind), ..FileFacts::default() };
            builder.media.enclosure(&address, facts, &base);
        } else {
            builder.link(4, context.resolve(element, &address));
        }
        return;
    }
    let Some((written, kind)) = content::written(element, default) else { return };
    // Atom feeds often lack the type of their HTML texts.
    let kind = if kind == TextKind::Plain && element.attribute("type").is_none() {
        TextKind::Unknown
    } else {
        kind
    };
    builder.content(trust, Content::new(&written, kind), context.declared(element));
}

/// RSS writes the address as text, Atom as an attribute together with its relation.
fn link(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    let Some(written) = element.attribute("href") else {
        let written = element.text();
        builder.link(0, context.resolve(element, &written));
        return;
    };
    let address = context.resolve(element, &written);
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let is_page = kind.is_empty() || kind.contains("html");
    let written = element.attribute("rel").unwrap_or_default();
    let relation = written.rsplit('/').next().unwrap_or_default();
    match relation.to_ascii_lowercase().as_str() {
        // A feed of the entry's comments is not a page.
        "" | "alternate" if ["atom", "rss", "json"].iter().any(|own| kind.contains(own)) => {}
        "" | "alternate" => {
            let is_exact = !relation.contains(|c: char| c.is_ascii_uppercase());
            builder.link(u8::from(!(is_page && is_exact)), address);
        }
        "enclosure" => builder.media.file(element, "href", &context.base_of(element)),
        "replies" if is_page => {
            builder.entry.comments = builder.entry.comments.take().or(address);
        }
        "self" if kind.contains("html") => builder.link(8, address),
        _ => {}
    }
}

/// An id may be the address of the article: a permanent link, unless `isPermaLink` is false.
fn identity(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    let written = element.text();
    if written.is_empty() || builder.entry.id.is_some() {
        return;
    }
    let denied =
        element.attribute("isPermaLink").is_some_and(|own| own.eq_ignore_ascii_case("false"));
    if links::is_web(&written) {
        builder.link(if denied { 7 } else { 3 }, context.resolve(element, &written));
    }
    builder.identity(&written);
}

/// Reads an author: an element with a name, or text.
pub(super) fn author(element: &Element<'_>) -> Option<String> {
    if !element.has_elements() {
        return person::name(&element.text());
    }
    let part = |local: &str| {
        let child = element.children().find(|child| child.name.local == local)?;
        person::name(&child.text())
    };
    part("name").or_else(|| part("email")).or_else(|| part("title"))
}

fn category(builder: &mut EntryBuilder, element: &Element<'_>) {
    let label = element.attribute("label").filter(|label| !label.is_empty());
    match label.or_else(|| element.attribute("term")) {
        // These are kinds of entries, not topics.
        Some(term) if term.starts_with("http://schemas.google.com/") => {}
        Some(term) => builder.category(&term),
        None => builder.category(&element.text()),
    }
}

/// The source of an entry: text with an address, or a feed without entries.
fn source(element: &Element<'_>, context: &EntryContext) -> Option<EntrySource> {
    if !element.has_elements() {
        let title = title(element);
        let url = element.attribute("url").and_then(|url| context.resolve(element, &url));
        let url = url.filter(|url| links::is_web(url));
        return (!title.is_empty() || url.is_some()).then_some(EntrySource { title, url });
    }
    let name = element.child(Namespace::Core, "title").map(|own| title(own)).unwrap_or_default();
    let addresses = element.children().filter(|child| child.name.is("link"));
    let is_self = |own: &Element<'_>| own.attribute("rel").is_some_and(|rel| rel == "self");
    let (own, pages): (Vec<_>, Vec<_>) = addresses.partition(|link| is_self(link));
    let first = pages.first().or(own.first());
    let url = first.and_then(|link| {
        let written = link.attribute("href").unwrap_or_else(|| link.text().into_owned());
        context.resolve(link, &written)
    });
    (!name.is_empty() || url.is_some()).then_some(EntrySource { title: name, url })
}

/// A picture by an attribute, by an element `url`, or as text.
fn picture(builder: &mut EntryBuilder, element: &Element<'_>, context: &EntryContext) {
    let base = context.base_of(element);
    let own = ["url", "href", "src"].iter().find_map(|name| element.attribute(name));
    let inner = || Some(element.child(Namespace::Core, "url")?.text().into_owned());
    let written = own.or_else(inner).unwrap_or_else(|| element.text().into_owned());
    builder.media.picture(&written, &base);
}
