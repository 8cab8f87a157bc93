//! Pictures and players, and their placeholders.

use scraper::ElementRef;

use super::super::address::{host, is_inline, place};
use super::Walk;
use crate::text;

/// An inline picture without a caption and of at most this many bytes is a placeholder for one that
/// is loaded lazily.
const PLACEHOLDER: usize = 300;

impl Walk {
    /// Adds a picture. Pages load pictures lazily, from another attribute, and track their readers
    /// with pictures of one pixel, which are skipped.
    pub(super) fn image(&mut self, element: ElementRef<'_>) {
        let tiny = |name| element.attr(name).is_some_and(|size| matches!(size.trim(), "0" | "1"));
        if tiny("width") || tiny("height") {
            return;
        }
        let sources = ["src", "data-src", "data-lazy-src", "data-original"];
        let named = |name| element.attr(name).map(text::line).filter(|text| !text.is_empty());
        let caption = named("alt").or_else(|| named("title")).unwrap_or_default().into_owned();
        let mut written = sources.iter().filter_map(|name| element.attr(name)).map(str::trim);
        let elsewhere = written.clone().find(|source| !source.is_empty() && !is_inline(source));
        let is_one = |source: &&str| !caption.is_empty() || source.len() > PLACEHOLDER;
        let source = elsewhere.or_else(|| written.find(is_one));
        // A local file cannot be opened as a link.
        let remote = elsewhere.filter(|source| source.contains("//"));
        let link = remote.and_then(|source| self.build.target(source)).or(self.build.link);
        if source.is_some() || link.is_some() || !caption.is_empty() {
            self.build.image(caption, link, source, size(element));
        }
    }

    pub(super) fn player(&mut self, element: ElementRef<'_>) {
        let within = element.child_elements().find_map(|child| child.attr("src"));
        let own = ["src", "data", "data-src"].iter().find_map(|name| element.attr(name));
        let Some(link) = own.or(within).and_then(|source| self.build.target(source)) else {
            return;
        };
        let kind = if element.value().name() == "audio" { "audio" } else { "video" };
        let target = self.build.target_text(link);
        let title = element.attr("title").map(text::line).filter(|title| !title.is_empty());
        let label = match title {
            Some(title) => format!("▶ {kind}: {title} ({})", host(&target)),
            None => format!("▶ {kind}: {}", place(&target)),
        };
        self.build.flush();
        self.build.append(&label, Some(link));
        self.build.flush();
    }
}

/// Width and height in pixels, if the tag has both.
fn size(element: ElementRef<'_>) -> Option<(u32, u32)> {
    let pixels = |name| {
        let written = element.attr(name)?.trim().trim_end_matches("px");
        written.parse().ok().filter(|pixels| *pixels > 0)
    };
    Some((pixels("width")?, pixels("height")?))
}
