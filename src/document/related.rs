//! Typing of what a header lists about other reports of its story and their providers.

use std::cell::Cell;
use std::sync::Arc;

use crate::article::Page;
use crate::article::Pool;
use crate::article::Provider;
use crate::article::Related;
use crate::article::host;

use super::names::{Entries, Field};
use super::node::Node;
use super::value::{as_date, clean, clean_link, linked, says_nothing, whole_number};

/// Reads one item of `related`: a map or a single link. `unread` counts dates and qualities that
/// have a value but cannot be read.
pub(super) fn report(item: &Node, pool: &Pool, unread: &Cell<usize>) -> Option<Related> {
    let Node::Map(map) = item else {
        let url = clean_link(item).filter(|link| host(link).is_some())?;
        let provider = provider_by_link(Some(&url), pool);
        let (title, page) = (url.as_str().into(), Page::of_link(&url));
        let url = Some(url.into());
        return Some(Related { title, url, date: None, provider, quality: None, page });
    };
    let entries = Entries::of(map);
    let link = |field| entries.find(field, clean_link);
    let url = link(Field::WebUrl).or_else(|| link(Field::OriginalUrl));
    let title = entries.find(Field::Title, clean).or_else(|| url.clone())?;
    let provider = entries
        .find(Field::Provider, |value| provider_of(value, pool))
        .unwrap_or_else(|| provider_by_link(url.as_deref(), pool));
    let dated = |field| entries.find(field, as_date);
    let fields = [Field::Date, Field::Published, Field::Created];
    let date = fields.into_iter().find_map(dated);
    let quality = entries.find(Field::Quality, whole_number);
    let says = |field| entries.all(field).iter().any(|entry| !says_nothing(entry.value));
    let lost_date = date.is_none() && fields.into_iter().any(says);
    let lost_quality = quality.is_none() && says(Field::Quality);
    unread.set(unread.get() + usize::from(lost_date) + usize::from(lost_quality));
    let (title, url) = (title.into(), url.map(Arc::from));
    let page = url.as_deref().and_then(Page::of_link);
    Some(Related { title, url, date, provider, quality, page })
}

fn provider_by_link(link: Option<&str>, pool: &Pool) -> Provider {
    let host = link.and_then(host);
    let name = pool.share(host.as_deref().unwrap_or("unknown"));
    Provider { name, domain: host.map(|host| pool.share(&host)) }
}

/// Reads a name, a link, or a map with name and domain.
pub(super) fn provider_of(value: &Node, pool: &Pool) -> Option<Provider> {
    let Node::Map(map) = value else {
        let name = clean(value)?;
        let name = linked(&name).unwrap_or(&name);
        // A link identifies the provider as well as a name does.
        let host = host(name).map(|host| pool.share(&host));
        let name = host.clone().unwrap_or_else(|| pool.share(name));
        return Some(Provider { name, domain: host });
    };
    let entries = Entries::of(map);
    let shared = |field| entries.find(field, clean).map(|text| pool.share(&text));
    let (domain, name) = (shared(Field::Domain), shared(Field::Title));
    Some(Provider { name: name.or_else(|| domain.clone())?, domain })
}
