//! An article as scripts receive it: the names and order of the fields are a contract. A missing
//! value is null, or an empty list. Serialization is left to the caller.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::article::Date;
use crate::article::Enclosure;
use crate::article::Image;
use crate::article::Origin;
use crate::article::Provider;
use crate::article::Related;

use super::{Id, Reading, Store};

/// The JSON form of an article.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry<'a> {
    id: &'a str,
    path: String,
    title: &'a str,
    excerpt: &'a str,
    published_date_time: Option<String>,
    url: Option<String>,
    web_url: Option<&'a str>,
    original_url: Option<&'a str>,
    r#type: Option<&'a str>,
    category: Option<&'a str>,
    quality: Option<i32>,
    heat: Option<i32>,
    published: Option<bool>,
    provider: Source<'a>,
    topics: Vec<&'a str>,
    images: Vec<Picture<'a>>,
    related: Vec<Other<'a>>,
    story: Story<'a>,
    unread: bool,
    starred: bool,
    feed: Option<&'a str>,
    updated: Option<String>,
    comments: Option<&'a str>,
    enclosures: Vec<Media<'a>>,
    /// Number of providers, for a story listed as one entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<usize>,
    /// All documents, the lead first, for a story listed as one entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<&'a str>>,
}

#[derive(Serialize)]
struct Story<'a> {
    id: Cow<'a, str>,
    lead: &'a str,
    sources: usize,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    domain: Option<&'a str>,
}

#[derive(Serialize)]
struct Picture<'a> {
    url: &'a str,
    title: Option<&'a str>,
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Serialize)]
struct Media<'a> {
    url: &'a str,
    r#type: Option<&'a str>,
    /// In bytes.
    length: Option<u64>,
    /// In seconds.
    duration: Option<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Other<'a> {
    title: &'a str,
    url: Option<&'a str>,
    provider: Source<'a>,
    published_date_time: Option<String>,
    quality: Option<i32>,
}

impl<'a> Entry<'a> {
    /// Creates the entry of an article, or with `whole` of the story that it leads.
    pub(crate) fn of(store: &'a Store, id: Id, whole: bool) -> Option<Self> {
        let article = store.get(id)?;
        let key = |id: &Id| store.get(*id).map(|article| &*article.key);
        // Copies of one page have one id.
        let members = || {
            let mut keys: Vec<&str> = store.story(id).iter().filter_map(key).collect();
            let mut seen = FxHashSet::default();
            keys.retain(|key| seen.insert(*key));
            keys
        };
        Some(Self {
            id: &article.key,
            path: match &article.origin {
                Origin::Stdin => "-".to_owned(),
                origin => origin.path().to_string_lossy().into_owned(),
            },
            title: &article.title,
            excerpt: &article.excerpt,
            published_date_time: article.date.as_ref().map(Date::rfc3339),
            url: article.link().ok().map(String::from),
            web_url: article.web_url.as_deref(),
            original_url: article.original_url.as_deref(),
            r#type: article.kind.as_deref(),
            category: article.category.as_deref(),
            quality: article.quality,
            heat: article.heat,
            published: article.published,
            provider: Source::of(&article.provider),
            topics: article.topics.iter().map(|topic| &**topic).collect(),
            images: article.images.iter().map(Picture::of).collect(),
            related: article.related.iter().map(|item| Other::of(item)).collect(),
            story: Story {
                id: store.story_name(id),
                lead: key(&store.lead(id))?,
                sources: store.provider_count(id),
            },
            unread: store.reading(id) == Reading::Unread,
            starred: starred(store, id, whole),
            feed: article.feed.as_deref(),
            updated: article.updated.as_ref().map(Date::rfc3339),
            comments: article.comments.as_deref(),
            enclosures: article.enclosures.iter().map(Media::of).collect(),
            sources: whole.then(|| store.provider_count(id)),
            members: whole.then(members),
        })
    }
}

/// A story is starred if any of its reports is.
fn starred(store: &Store, id: Id, whole: bool) -> bool {
    let alone = [id];
    let members = if whole { store.story(id) } else { &alone };
    members.iter().any(|id| store.is_starred(*id))
}

impl<'a> Source<'a> {
    fn of(provider: &'a Provider) -> Self {
        Self { name: &provider.name, domain: provider.domain.as_deref() }
    }
}

impl<'a> Picture<'a> {
    fn of(image: &'a Image) -> Self {
        Self {
            url: &image.url,
            title: image.title.as_deref(),
            width: image.width,
            height: image.height,
        }
    }
}

impl<'a> Media<'a> {
    fn of(enclosure: &'a Enclosure) -> Self {
        Self {
            url: &enclosure.url,
            r#type: enclosure.media_type.as_deref(),
            length: enclosure.length,
            duration: enclosure.duration.map(|it| it.as_secs()),
        }
    }
}

impl<'a> Other<'a> {
    fn of(related: &'a Related) -> Self {
        Self {
            title: &related.title,
            url: related.url.as_deref(),
            provider: Source::of(&related.provider),
            published_date_time: related.date.as_ref().map(Date::rfc3339),
            quality: related.quality,
        }
    }
}
