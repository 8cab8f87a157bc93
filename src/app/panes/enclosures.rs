//! The names of media files in the article pane and in menus.

use crate::article::Enclosure;
use crate::markup::{Block, Document, Inline, Style, Tone};
use crate::text;

/// Media files beyond this many are counted, not listed.
const MAX_LISTED: usize = 100;
/// Longest name in columns; longer ones are cut.
const MAX_WIDTH: usize = 60;

/// Adds the media files of an article to a page, one per line.
pub(in crate::app) fn list(enclosures: &[Enclosure], page: &mut Document) {
    if enclosures.is_empty() {
        return;
    }
    let dim = Tone::Dim.style();
    let mut lines = vec![Inline::new("media", dim)];
    for enclosure in enclosures.iter().take(MAX_LISTED) {
        lines.push(Inline::new("\n", Style::default()));
        let link = Some(page.link(&*enclosure.url));
        lines.push(Inline { link, ..Inline::new(name(enclosure), Style::default()) });
        let facts = facts(enclosure);
        if !facts.is_empty() {
            lines.push(Inline::new(format!("  {facts}"), dim));
        }
    }
    if let Some(more) = enclosures.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
        lines.push(Inline::new(format!("\nand {more} more"), dim));
    }
    page.blocks.push(Block::Paragraph(lines));
}

/// Returns the file name at the end of the address, else the address.
pub(in crate::app) fn name(enclosure: &Enclosure) -> String {
    let path = enclosure.url.split(['?', '#']).next().unwrap_or_default();
    let file = path.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let file = file.and_then(|(_, path)| path.trim_end_matches('/').rsplit('/').next());
    let name = file.filter(|name| !name.is_empty()).unwrap_or(&enclosure.url);
    text::fit(&text::line(name), MAX_WIDTH).into_owned()
}

/// Describes type, size and duration, as far as they are known.
pub(in crate::app) fn facts(enclosure: &Enclosure) -> String {
    let kind = enclosure.media_type.as_deref().map(|kind| text::fit(kind, MAX_WIDTH).into_owned());
    let size = enclosure.length.map(text::bytes);
    let time = enclosure.duration.map(text::running_time);
    let facts: Vec<String> = [kind, time, size].into_iter().flatten().collect();
    facts.join(" · ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn of(url: &str) -> Enclosure {
        Enclosure { url: url.into(), media_type: None, length: None, duration: None }
    }

    #[test]
    fn a_media_file_has_the_name_of_its_file() {
        assert_eq!(name(&of("https://a.example/x/7.mp3?token=1#t")), "7.mp3");
        assert_eq!(name(&of("https://a.example/play/")), "play");
        assert_eq!(name(&of("https://a.example")), "https://a.example");
    }

    #[test]
    fn only_what_is_known_is_said() {
        let url = "https://a.example/7.mp3";
        assert_eq!(facts(&of(url)), "");
        let known = Enclosure {
            media_type: Some("audio/mpeg".into()),
            length: Some(62_000_000),
            duration: Some(Duration::from_secs(3_723)),
            ..of(url)
        };
        assert_eq!(facts(&known), "audio/mpeg · 1:02:03 · 62 MB");
    }
}
