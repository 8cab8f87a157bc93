//! Pictures and media files of an entry: Media RSS, podcasts, enclosures.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::content::TextKind;
use super::links;
use super::words;
use super::xml::{Element, Namespace};
use crate::article::{Enclosure, Image};

/// Most pictures of an entry, and most files.
const MAX_FILES: usize = 50;

/// The pictures and media files of an entry.
#[derive(Debug, Default)]
pub(super) struct Media {
    images: Vec<(Rank, Image)>,
    enclosures: Vec<Enclosure>,
    /// Duration that is given apart from any file.
    pub(super) duration: Option<Duration>,
}

/// Facts about a media file.
#[derive(Debug, Default)]
pub(super) struct FileFacts {
    /// Media type.
    pub(super) kind: Option<String>,
    /// Size in bytes; 0 means unknown.
    pub(super) length: Option<u64>,
    /// Duration.
    pub(super) duration: Option<Duration>,
}

/// Pictures of the first kinds are the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Content,
    Cover,
    Thumbnail,
}

impl Media {
    /// Reads an element of Media RSS; groups and contents contain others.
    pub(super) fn read(&mut self, element: &Element<'_>, base: &Url) {
        let mut waiting = vec![element];
        while let Some(element) = waiting.pop() {
            match (element.name.namespace, &*element.name.local) {
                (Namespace::Media, "content") => self.content(element, base),
                (Namespace::Media, "thumbnail") => {
                    self.image(element, "url", Rank::Thumbnail, base);
                }
                _ => {}
            }
            let inner: Vec<_> = element.children().collect();
            waiting.extend(inner.into_iter().rev());
        }
    }

    fn content(&mut self, element: &Element<'_>, base: &Url) {
        let kind = element.attribute("type").unwrap_or_default();
        let medium = element.attribute("medium").unwrap_or_default();
        let url = element.attribute("url").unwrap_or_default();
        if kind.starts_with("image/") || medium == "image" || (kind.is_empty() && is_picture(&url))
        {
            self.image(element, "url", Rank::Content, base);
        } else if is_playable(&kind) || matches!(medium.as_str(), "audio" | "video") {
            self.file(element, "url", base);
        }
    }

    /// Adds the picture of an `itunes:image`.
    pub(super) fn cover(&mut self, element: &Element<'_>, base: &Url) {
        self.image(element, "href", Rank::Cover, base);
    }

    /// Adds a picture by its address alone.
    pub(super) fn picture(&mut self, written: &str, base: &Url) {
        if let Some(url) = links::resolve(base, written) {
            let image = Image { url: url.into(), title: None, width: None, height: None };
            self.push(Rank::Cover, image);
        }
    }

    fn image(&mut self, element: &Element<'_>, attribute: &str, rank: Rank, base: &Url) {
        let Some(url) = element.attribute(attribute).and_then(|url| links::resolve(base, &url))
        else {
            return;
        };
        let size = |name| element.attribute(name).and_then(|size| size.parse().ok());
        let named = ["description", "title"].into_iter().filter_map(|name| {
            let text = element.child(Namespace::Media, name)?.text().into_owned();
            Some(words::title(&text, TextKind::Unknown))
        });
        let title = named.into_iter().find(|title| !title.is_empty()).map(Arc::from);
        let image = Image { url: url.into(), title, width: size("width"), height: size("height") };
        self.push(rank, image);
    }

    /// Adds a picture; of several sizes, keeps the largest.
    fn push(&mut self, rank: Rank, image: Image) {
        let is_pixel = |side: Option<u32>| side.is_some_and(|side| side <= 1);
        let is_portrait = image.url.contains("gravatar.com/avatar");
        if is_pixel(image.width)
            || is_pixel(image.height)
            || is_portrait
            || self.images.len() >= MAX_FILES
        {
            return;
        }
        let path = |url: &str| url.split('?').next().unwrap_or(url).to_owned();
        let own = path(&image.url);
        match self.images.iter_mut().find(|(_, other)| path(&other.url) == own) {
            Some((other_rank, other)) if other.width < image.width => {
                let title = other.title.take().or(image.title.clone());
                *other = Image { title, ..image };
                *other_rank = rank.min(*other_rank);
            }
            Some(_) => {}
            None => self.images.push((rank, image)),
        }
    }

    /// Adds the file of an enclosure, whose address is in `attribute`.
    pub(super) fn file(&mut self, element: &Element<'_>, attribute: &str, base: &Url) {
        let Some(written) = element.attribute(attribute).or_else(|| element.attribute("url"))
        else {
            return;
        };
        let number = |name| element.attribute(name).and_then(|own| own.parse::<u64>().ok());
        let facts = FileFacts {
            kind: element.attribute("type").filter(|kind| !kind.is_empty()),
            length: number("length").or_else(|| number("filesize")),
            duration: element.attribute("duration").and_then(|text| duration(&text)),
        };
        self.enclosure(&written, facts, base);
    }

    /// Adds a media file, each once; pictures become pictures.
    pub(super) fn enclosure(&mut self, written: &str, facts: FileFacts, base: &Url) {
        let FileFacts { kind, length, duration } = facts;
        let length = length.filter(|length| *length > 0);
        let Some(url) = links::resolve(base, written) else { return };
        let is_image = kind.as_deref().map_or(is_picture(&url), |kind| kind.starts_with("image"));
        if is_image {
            let image = Image { url: url.into(), title: None, width: None, height: None };
            self.push(Rank::Content, image);
            return;
        }
        let kind = kind.map(|kind| words::title(&kind, TextKind::Plain));
        let known = self.enclosures.iter_mut().find(|own| *own.url == *url);
        if let Some(known) = known {
            known.length = known.length.or(length);
            known.duration = known.duration.or(duration);
        } else if self.enclosures.len() < MAX_FILES {
            let media_type = kind.map(Arc::from);
            self.enclosures.push(Enclosure { url: url.into(), media_type, length, duration });
        }
    }

    /// Returns the pictures that are not in `body`, the best first, and the files.
    pub(super) fn finish(mut self, body: &str) -> (Vec<Image>, Vec<Enclosure>) {
        self.images.sort_by_key(|(rank, _)| *rank);
        let images = self.images.into_iter().map(|(_, image)| image);
        let escaped = |url: &str| url.replace('&', "&amp;");
        let images = images
            .filter(|image| !body.contains(&*image.url) && !body.contains(&escaped(&image.url)));
        if let Some(first) = self.enclosures.first_mut() {
            first.duration = first.duration.or(self.duration);
        }
        (images.collect(), self.enclosures)
    }
}

fn is_playable(kind: &str) -> bool {
    (kind.starts_with("audio/") || kind.starts_with("video/") || kind == "application/pdf")
        && !kind.contains("shockwave")
}

fn is_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|end| path.ends_with(end))
}

/// Reads `1:02:03`, `62:03` or a number of seconds.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    let mut seconds = 0.0;
    for part in parts {
        let part = part.trim().parse::<f64>().ok().filter(|part| (0.0..1e7).contains(part))?;
        seconds = seconds * 60.0 + part;
    }
    Duration::try_from_secs_f64(f64::round(seconds)).ok().filter(|duration| !duration.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_all_forms() {
        for (text, seconds) in [
            ("1:02:03", Some(3_723)),
            ("62:03", Some(3_723)),
            (" 3723 ", Some(3_723)),
            ("12.4", Some(12)),
            ("0", None),
            ("an hour", None),
            ("-1", None),
            ("1:2:3:4", None),
        ] {
            assert_eq!(duration(text), seconds.map(Duration::from_secs), "{text}");
        }
    }
}
