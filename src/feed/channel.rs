//! The fields of a feed itself.

use std::time::Duration;

use super::entry;
use super::entry_context::EntryContext;
use super::links;
use super::model::Feed;
use super::words;
use super::xml::{Element, Name, Namespace};
use crate::text;

/// Collects the fields of a feed; its entries are added by its callers.
#[derive(Debug, Default)]
pub(super) struct Channel {
    /// The feed so far.
    pub(super) feed: Feed,
    /// Author of the feed.
    pub(super) author: Option<String>,
    icon_rank: u8,
    period: Option<u64>,
    frequency: Option<u64>,
}

/// Whether an element is a field of the feed itself, and not a container of entries.
pub(super) fn is_field(name: &Name<'_>) -> bool {
    match name.namespace {
        Namespace::Core => matches!(
            &*name.local,
            "title"
                | "link"
                | "description"
                | "subtitle"
                | "tagline"
                | "info"
                | "language"
                | "image"
                | "icon"
                | "logo"
                | "ttl"
                | "skiphours"
                | "skipdays"
                | "author"
                | "textinput"
                | "category"
                | "contributor"
                | "source"
        ),
        Namespace::Dublin | Namespace::Itunes | Namespace::Syndication | Namespace::Media => true,
        _ => false,
    }
}

impl Channel {
    /// Reads a field.
    pub(super) fn read(&mut self, element: &Element<'_>, context: &EntryContext) {
        match element.name.namespace {
            Namespace::Core => self.core(element, context),
            Namespace::Dublin => self.dublin(element),
            Namespace::Syndication => self.syndication(element),
            Namespace::Itunes => self.itunes(element, context),
            _ => {}
        }
    }

    fn core(&mut self, element: &Element<'_>, context: &EntryContext) {
        match &*element.name.local {
            "title" => first(&mut self.feed.title, entry::title(element)),
            "link" => self.link(element, context),
            "description" | "subtitle" | "tagline" => self.description(element),
            "language" => self.language(&element.text()),
            "image" => {
                let url = element.child(Namespace::Core, "url").map(|url| url.text().into_owned());
                self.icon(1, url, element, context);
            }
            "logo" => self.icon(2, Some(element.text().into_owned()), element, context),
            "icon" => self.icon(4, Some(element.text().into_owned()), element, context),
            "ttl" => {
                let minutes = number(&element.text()).map(|minutes| minutes.saturating_mul(60));
                self.feed.ttl = self.feed.ttl.max(minutes.and_then(period));
            }
            "skiphours" => self.feed.skip_hours = hours(element),
            "skipdays" => self.feed.skip_days = days(element),
            "author" => self.author = self.author.take().or_else(|| entry::author(element)),
            _ => {}
        }
    }

    fn dublin(&mut self, element: &Element<'_>) {
        match &*element.name.local {
            "title" => first(&mut self.feed.title, entry::title(element)),
            "description" => self.description(element),
            "language" => self.language(&element.text()),
            _ => {}
        }
    }

    fn itunes(&mut self, element: &Element<'_>, context: &EntryContext) {
        match &*element.name.local {
            "image" => self.icon(3, element.attribute("href"), element, context),
            "summary" | "subtitle" => self.description(element),
            _ => {}
        }
    }

    fn syndication(&mut self, element: &Element<'_>) {
        match &*element.name.local {
            "updateperiod" => {
                self.period = match element.text().to_ascii_lowercase().as_str() {
                    "hourly" => Some(3_600),
                    "daily" => Some(86_400),
                    "weekly" => Some(7 * 86_400),
                    "monthly" => Some(30 * 86_400),
                    "yearly" => Some(365 * 86_400),
                    _ => None,
                };
            }
            "updatefrequency" => {
                self.frequency = number(&element.text()).filter(|times| *times > 0);
            }
            _ => {}
        }
    }

    fn link(&mut self, element: &Element<'_>, context: &EntryContext) {
        let written = element.attribute("href");
        let relation = element.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let written = written.unwrap_or_else(|| element.text().into_owned());
        let address = links::resolve(&context.base_of(element), &written);
        let address = address.filter(|address| links::is_web(address));
        match relation.as_str() {
            "" | "alternate" => {
                self.feed.site = self.feed.site.take().or(address);
            }
            "next" | "prev-archive" => self.feed.next = self.feed.next.take().or(address),
            _ => {}
        }
    }

    fn description(&mut self, element: &Element<'_>) {
        let words = words::excerpt(&entry::title(element));
        first(&mut self.feed.description, words);
    }

    /// Sets the language, if none is known.
    pub(super) fn language(&mut self, tag: &str) {
        let tag = text::line(tag.trim()).into_owned();
        if !tag.is_empty() && tag.len() < 40 {
            self.feed.language.get_or_insert(tag);
        }
    }

    /// Sets the icon; a higher rank wins.
    fn icon(
        &mut self,
        rank: u8,
        url: Option<String>,
        element: &Element<'_>,
        context: &EntryContext,
    ) {
        let url = url.or_else(|| element.attribute("rdf:resource"));
        let url = url.and_then(|url| links::resolve(&context.base_of(element), &url));
        if rank > self.icon_rank && url.is_some() {
            self.icon_rank = rank;
            self.feed.icon = url;
        }
    }

    /// Returns the feed.
    pub(super) fn finish(self) -> Feed {
        let mut feed = self.feed;
        let update = self.period.map(|seconds| seconds / self.frequency.unwrap_or(1));
        feed.ttl = feed.ttl.max(update.and_then(period));
        feed
    }
}

fn first(own: &mut String, other: String) {
    if own.is_empty() {
        *own = other;
    }
}

fn number(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

fn period(seconds: u64) -> Option<Duration> {
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

/// Some feeds write 24 for midnight.
fn hours(element: &Element<'_>) -> Vec<u8> {
    let hours = element.children().filter_map(|hour| hour.text().trim().parse::<u8>().ok());
    let mut hours: Vec<u8> = hours.filter(|hour| *hour <= 24).map(|hour| hour % 24).collect();
    hours.sort_unstable();
    hours.dedup();
    hours
}

fn days(element: &Element<'_>) -> Vec<u8> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let number = |day: &Element<'_>| {
        let start: String = day.text().chars().take(3).collect::<String>().to_ascii_lowercase();
        let at = DAYS.iter().position(|own| *own == start)?;
        u8::try_from(at + 1).ok()
    };
    let mut days: Vec<u8> = element.children().filter_map(number).collect();
    days.sort_unstable();
    days.dedup();
    days
}
