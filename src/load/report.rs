//! Typing of what a header says about other reports of its story and about who
//! published them.

use crate::article::Page;
use crate::article::Pool;
use crate::article::Provider;
use crate::article::Related;
use crate::article::host;

use super::fields::{as_date, clean, clean_link, whole_number};
use super::header::{Entries, Field};
use super::node::Node;

/// One item of `related`: a map, or a link alone. `unread` counts dates and qualities that
/// say something that cannot be read.
pub(super) fn report(item: &Node, pool: &Pool, unread: &mut usize) -> Option<Related> {
    let Node::Map(map) = item else {
        let url = clean_link(item).filter(|link| host(link).is_some())?;
        let provider = provider_by_link(Some(&url), pool);
        let (title, page) = (url.as_str().into(), Page::of_link(&url));
        let url = Some(url.into());
        return Some(Related { title, url, date: None, provider, quality: None, page });
    };
    let entries = Entries::of(map);
    let pick = |field| entries.best(field).map(|entry| entry.value);
    let link = |field| pick(field).and_then(clean_link);
    let url = link(Field::WebUrl).or_else(|| link(Field::OriginalUrl));
    let title = pick(Field::Title).and_then(clean).or_else(|| url.clone())?;
    let provider = pick(Field::Provider)
        .and_then(|value| provider_of(value, pool))
        .unwrap_or_else(|| provider_by_link(url.as_deref(), pool));
    let (written, scored) =
        (pick(Field::Date).or_else(|| pick(Field::Published)), pick(Field::Quality));
    let date = written.and_then(as_date);
    let quality = scored.and_then(whole_number);
    let says = |value: Option<&Node>| value.is_some_and(|value| *value != Node::Null);
    *unread += usize::from(says(written) && date.is_none());
    *unread += usize::from(says(scored) && quality.is_none());
    let (title, url) = (title.into_boxed_str(), url.map(String::into_boxed_str));
    let page = url.as_deref().and_then(Page::of_link);
    Some(Related { title, url, date, provider, quality, page })
}

fn provider_by_link(link: Option<&str>, pool: &Pool) -> Provider {
    let host = link.and_then(host);
    let name = pool.share(host.as_deref().unwrap_or("unknown"));
    Provider { name, domain: host.map(|host| pool.share(&host)) }
}

/// A name alone, a link, or a map with name and domain.
pub(super) fn provider_of(value: &Node, pool: &Pool) -> Option<Provider> {
    let Node::Map(map) = value else {
        let name = clean(value)?;
        // A link says who published as well as a name does.
        let host = host(&name).map(|host| pool.share(&host));
        let name = host.clone().unwrap_or_else(|| pool.share(&name));
        return Some(Provider { name, domain: host });
    };
    let entries = Entries::of(map);
    let pick = |field| entries.best(field).and_then(|entry| clean(entry.value));
    let domain = pick(Field::Domain).map(|domain| pool.share(&domain));
    let name = pick(Field::Title).map(|name| pool.share(&name));
    Some(Provider { name: name.or_else(|| domain.clone())?, domain })
}
