//! An `item` or `entry` → [`Entry`]. All dialects and modules are read alike, since feeds mix them.

use super::content::{self, Content, Kind};
use super::draft::{Draft, Trust};
use super::entry_context::EntryContext;
use super::links;
use super::media::{self, FileFacts};
use super::model::{Entry, EntrySource};
use super::person;
use super::words;
use super::xml::{Element, Space};
use crate::text;

/// Reads an entry. The base that its element declares is already that of the context.
pub(super) fn read(element: &Element<'_>, context: &EntryContext) -> Entry {
    let mut draft = Draft::default();
    for child in element.children() {
        field(&mut draft, child, context);
    }
    if let Some(about) = element.attribute("rdf:about").filter(|about| !about.is_empty()) {
        draft.link(5, context.resolve(element, &about).filter(|link| links::is_web(link)));
        draft.entry.id.get_or_insert_with(|| text::line(&about).into_owned());
    }
    if context.is_atom && draft.entry.source.is_none() && draft.other_author.is_none() {
        draft.other_author.clone_from(&context.author);
    }
    draft.finish(context.base())
}

fn field(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    match element.name.space {
        Space::Core => core(draft, element, context),
        Space::Dublin => dublin(draft, element, context),
        Space::Content => {
            if element.name.local == "encoded" {
                body(draft, element, context, Trust::Content, Kind::Unknown);
            }
        }
        Space::Xhtml => body(draft, element, context, Trust::Content, Kind::Html),
        Space::Media => media(draft, element, context),
        Space::Itunes => itunes(draft, element, context),
        Space::Feedburner | Space::Pheedo => forwarded(draft, element, context),
        Space::Youtube => draft.entry.is_video |= element.name.local == "videoid",
        Space::Syndication | Space::Rdf | Space::Other => {}
    }
}

fn core(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    match &*element.name.local {
        "title" => draft.title(0, title(element)),
        "link" => link(draft, element, context),
        "guid" | "id" => identity(draft, element, context),
        "pubdate" => draft.published(0, &element.text()),
        "published" | "issued" => draft.published(1, &element.text()),
        "created" => draft.published(3, &element.text()),
        "updated" | "modified" | "lastbuilddate" => draft.updated(&element.text()),
        "content" | "body" | "fulltext" => {
            body(draft, element, context, Trust::Content, context.kind());
        }
        "description" | "summary" => body(draft, element, context, Trust::Summary, context.kind()),
        "author" => draft.authors.extend(author(element)),
        "category" => category(draft, element),
        "comments" => {
            draft.entry.comments =
                context.resolve(element, &element.text()).filter(|l| links::is_web(l));
        }
        "enclosure" => draft.media.file(element, "url", &context.base_of(element)),
        "source" => {
            draft.entry.source = source(element, context);
            let author = element.child(Space::Core, "author").and_then(author);
            draft.other_author = author.or(draft.other_author.take());
        }
        "image" | "thumbnail" => picture(draft, element, context),
        _ => {}
    }
}

fn dublin(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    match &*element.name.local {
        "title" => draft.title(1, title(element)),
        "creator" => draft.authors.extend(person::name(&element.text())),
        "date" | "issued" => draft.published(2, &element.text()),
        "created" | "available" => draft.published(3, &element.text()),
        "modified" => draft.updated(&element.text()),
        "subject" => draft.category(&element.text()),
        "description" | "abstract" => {
            body(draft, element, context, Trust::Summary, Kind::Unknown);
        }
        "identifier" => {
            let id = element.text().into_owned();
            if !id.is_empty() {
                draft.link(6, context.resolve(element, &id).filter(|_| links::is_web(&id)));
                draft.entry.id.get_or_insert_with(|| text::line(&id).into_owned());
            }
        }
        _ => {}
    }
}

fn media(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    draft.media.read(element, &context.base_of(element));
    let group: Vec<_> = match &*element.name.local {
        "group" | "content" => element.children().collect(),
        _ => vec![element],
    };
    for own in group.into_iter().filter(|own| own.name.space == Space::Media) {
        match &*own.name.local {
            // The title of a picture is none of the entry.
            "title" if element.name.local != "content" => draft.title(2, title(own)),
            "description" => {
                let trust =
                    if element.name.local == "content" { Trust::Hint } else { Trust::Media };
                body(draft, own, context, trust, Kind::Unknown);
            }
            _ => {}
        }
    }
}

fn itunes(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    match &*element.name.local {
        "title" => draft.title(3, title(element)),
        "author" => draft.other_author = person::name(&element.text()),
        "summary" => body(draft, element, context, Trust::Media, Kind::Unknown),
        "subtitle" => body(draft, element, context, Trust::Hint, Kind::Unknown),
        "image" => draft.media.cover(element, &context.base_of(element)),
        "duration" => draft.media.duration = media::duration(&element.text()),
        _ => {}
    }
}

/// Services that stand between say where they forward to.
fn forwarded(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    if element.name.local == "origlink" {
        let link = context.resolve(element, &element.text()).filter(|link| links::is_web(link));
        draft.entry.original_link = draft.entry.original_link.take().or(link);
    }
}

/// Reads a title as words.
pub(super) fn title(element: &Element<'_>) -> String {
    let written = content::written(element, Kind::Unknown);
    written.map(|(text, kind)| words::title(&text, kind)).unwrap_or_default()
}

fn body(
    draft: &mut Draft,
    element: &Element<'_>,
    context: &EntryContext,
    trust: Trust,
    default: Kind,
) {
    if let Some(address) = element.attribute("src").filter(|_| element.nodes.is_empty()) {
        // Content elsewhere: what it is, is said by its type.
        let kind = element.attribute("type").unwrap_or_default();
        if ["audio/", "video/", "image/"].iter().any(|start| kind.starts_with(start)) {
            let base = context.base_of(element);
            let facts = FileFacts { kind: Some(kind), ..FileFacts::default() };
            draft.media.enclosure(&address, facts, &base);
        } else {
            draft.link(4, context.resolve(element, &address));
        }
        return;
    }
    let Some((written, kind)) = content::written(element, default) else { return };
    // Feeds of Atom often forget to say that their texts are HTML.
    let kind = if kind == Kind::Plain && element.attribute("type").is_none() {
        Kind::Unknown
    } else {
        kind
    };
    draft.content(trust, Content::new(&written, kind), context.declared(element));
}

/// RSS writes the address as text, Atom as an attribute together with what it is for.
fn link(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    let Some(written) = element.attribute("href") else {
        let written = element.text();
        draft.link(0, context.resolve(element, &written));
        return;
    };
    let address = context.resolve(element, &written);
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let is_page = kind.is_empty() || kind.contains("html");
    let written = element.attribute("rel").unwrap_or_default();
    let relation = written.rsplit('/').next().unwrap_or_default();
    match relation.to_ascii_lowercase().as_str() {
        // A feed of the entry's comments is no page.
        "" | "alternate" if ["atom", "rss", "json"].iter().any(|own| kind.contains(own)) => {}
        "" | "alternate" => {
            let is_exact = !relation.contains(|c: char| c.is_ascii_uppercase());
            draft.link(u8::from(!(is_page && is_exact)), address);
        }
        "enclosure" => draft.media.file(element, "href", &context.base_of(element)),
        "replies" if is_page => {
            draft.entry.comments = draft.entry.comments.take().or(address);
        }
        "self" if kind.contains("html") => draft.link(8, address),
        _ => {}
    }
}

/// An identity may be the address of the article: a permanent link, if it does not deny that.
fn identity(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    let written = element.text();
    if written.is_empty() || draft.entry.id.is_some() {
        return;
    }
    let denied =
        element.attribute("isPermaLink").is_some_and(|own| own.eq_ignore_ascii_case("false"));
    if links::is_web(&written) {
        draft.link(if denied { 7 } else { 3 }, context.resolve(element, &written));
    }
    draft.entry.id = Some(text::line(&written).into_owned());
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

fn category(draft: &mut Draft, element: &Element<'_>) {
    let label = element.attribute("label").filter(|label| !label.is_empty());
    match label.or_else(|| element.attribute("term")) {
        // Kinds of entries, not of topics.
        Some(term) if term.starts_with("http://schemas.google.com/") => {}
        Some(term) => draft.category(&term),
        None => draft.category(&element.text()),
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
    let name = element.child(Space::Core, "title").map(|own| title(own)).unwrap_or_default();
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
fn picture(draft: &mut Draft, element: &Element<'_>, context: &EntryContext) {
    let base = context.base_of(element);
    let own = ["url", "href", "src"].iter().find_map(|name| element.attribute(name));
    let inner = || Some(element.child(Space::Core, "url")?.text().into_owned());
    let written = own.or_else(inner).unwrap_or_else(|| element.text().into_owned());
    draft.media.picture(&written, &base);
}
