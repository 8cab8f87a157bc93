//! The content of the article pane except for the body, as blocks. Width and colours are decided
//! elsewhere.

use std::sync::Arc;

use crate::article::Article;
use crate::article::Image;
use crate::article::canonical;
use crate::article::openable;
use crate::markup::{Block, Document, Inline, Style, Tone};
use crate::problem::Problem;
use crate::problem::Severity;
use crate::text;

use crate::app::panes::enclosures;

/// Builds the part of a page above the body; `marks` are its read and star marks, `coverage`
/// describes how the story is covered.
pub(in crate::app) fn above(
    article: &Article,
    marks: &[String],
    coverage: impl Iterator<Item = String>,
) -> Document {
    let mut page = Document::default();
    let title = Style { strong: true, ..Tone::Title.style() };
    page.blocks.push(Block::Paragraph(vec![Inline::new(&*article.title, title)]));
    let mut facts = facts(article);
    if !marks.is_empty() {
        newline(&mut facts);
        facts.push(Inline::new(marks.join(" · "), Tone::Dim.style()));
    }
    for sentence in coverage {
        newline(&mut facts);
        facts.push(Inline::new(sentence, Tone::Dim.style()));
    }
    page.blocks.push(Block::Paragraph(facts));
    if !article.topics.is_empty() {
        let topics: Vec<String> = article.topics.iter().map(|topic| format!("#{topic}")).collect();
        page.blocks.push(Block::Paragraph(vec![Inline::new(topics.join("  "), Tone::Dim.style())]));
    }
    if !article.excerpt.is_empty() {
        let excerpt = Inline::new(&*article.excerpt, Style::default());
        page.blocks.push(Block::Paragraph(vec![excerpt]));
    }
    if let Some(lead) = article.images.first().filter(|_| article.has_text()) {
        picture(lead, &mut page);
    }
    page
}

/// Adds a picture named in the header.
fn picture(image: &Image, page: &mut Document) {
    let link = openable(Some(&image.url)).is_ok().then(|| page.link(&*image.url));
    let source = Some(Arc::from(image.url.trim()));
    page.blocks.push(Block::Image { caption: caption(image), link, source });
}

/// Builds the part of a page below the body: the remaining pictures, links, where the article was
/// read from, and what could not be read of it.
pub(in crate::app) fn below<'a>(
    article: &Article,
    problems: impl Iterator<Item = &'a Problem>,
) -> Document {
    let mut page = Document::default();
    enclosures::list(&article.enclosures, &mut page);
    let images = article.images.get(usize::from(article.has_text())..).unwrap_or_default();
    images.iter().take(MAX_TARGETS).for_each(|image| picture(image, &mut page));
    if let Some(more) = images.len().checked_sub(MAX_TARGETS).filter(|more| *more > 0) {
        let more = format!("and {more} more images");
        page.blocks.push(Block::Paragraph(vec![Inline::new(more, Tone::Dim.style())]));
    }
    page.blocks.push(Block::Rule);
    let mut lines = Vec::new();
    let opened = article.link();
    match &opened {
        Ok(url) => labelled(&mut page, &mut lines, "link", url.as_str()),
        Err(reason) => {
            let written =
                article.written_link().map(|link| format!("{link}\n      ")).unwrap_or_default();
            lines.push(Inline::new(format!("link  {written}{reason}"), Tone::Dim.style()));
        }
    }
    if let Some(original) = article.original_url.as_deref()
        && let Ok(opened) = opened
        && canonical(original) != canonical(opened.as_str())
    {
        labelled(&mut page, &mut lines, "original", original);
    }
    if let Some(comments) = article.comments.as_deref() {
        labelled(&mut page, &mut lines, "comments", comments);
    }
    if let Some(updated) = article.updated {
        newline(&mut lines);
        lines.push(Inline::new(format!("updated  {}", updated.full()), Tone::Dim.style()));
    }
    if let Some(feed) = article.feed.as_deref() {
        newline(&mut lines);
        lines.push(Inline::new(format!("feed  {feed}"), Tone::Dim.style()));
    }
    newline(&mut lines);
    lines.push(Inline::new(format!("file  {}", article.origin.label()), Tone::Dim.style()));
    page.blocks.push(Block::Paragraph(lines));
    for problem in problems {
        page.blocks.push(Block::Paragraph(complaint(problem)));
    }
    page
}

/// Further targets are counted, not listed.
const MAX_TARGETS: usize = 100;

/// Lists the link targets of a body in order, since link text alone does not show where a link
/// leads.
pub(in crate::app) fn targets(links: &[String]) -> Document {
    let mut page = Document::default();
    if links.is_empty() {
        return page;
    }
    let mut listed = vec![Inline::new("links in the text", Tone::Dim.style())];
    for target in links.iter().take(MAX_TARGETS) {
        newline(&mut listed);
        let link = Some(page.link(target.as_str()));
        listed.push(Inline { link, ..Inline::new(text::line(target), Style::default()) });
    }
    if let Some(more) = links.len().checked_sub(MAX_TARGETS).filter(|more| *more > 0) {
        newline(&mut listed);
        listed.push(Inline::new(format!("and {more} more"), Tone::Dim.style()));
    }
    page.blocks.push(Block::Paragraph(listed));
    page
}

/// `⚠ line 3: what is wrong`, with the advice below it.
fn complaint(problem: &Problem) -> Vec<Inline> {
    let (sign, tone) = match problem.severity {
        Severity::Error => ("⚠ error", Tone::Warning),
        Severity::Warning => ("warning", Tone::Dim),
    };
    let place = problem.line.map(|line| format!(" on line {line}")).unwrap_or_default();
    let mut words = vec![
        Inline::new(format!("{sign}{place}: "), tone.style()),
        Inline::new(&*problem.what, Style::default()),
    ];
    if let Some(hint) = &problem.hint {
        words.push(Inline::new(format!("\n{hint}"), Tone::Dim.style()));
    }
    words
}

fn labelled(page: &mut Document, lines: &mut Vec<Inline>, label: &str, url: &str) {
    newline(lines);
    lines.push(Inline::new(format!("{label}  "), Tone::Dim.style()));
    let link = Some(page.link(url));
    lines.push(Inline { link, ..Inline::new(text::line(url), Style::default()) });
}

fn newline(lines: &mut Vec<Inline>) {
    if !lines.is_empty() {
        lines.push(Inline::new("\n", Style::default()));
    }
}

/// Provider and date, then the minor facts, each with a word beside its sign.
fn facts(article: &Article) -> Vec<Inline> {
    let dim = Tone::Dim.style();
    let mut facts =
        vec![Inline::new(&*article.provider.name, Style { strong: true, ..Style::default() })];
    if let Some(domain) = article.provider.domain.as_deref()
        && domain != &*article.provider.name
    {
        facts.push(Inline::new(format!(" ({domain})"), dim));
    }
    if let Some(author) = &article.author {
        facts.push(Inline::new(format!(", by {author}"), dim));
    }
    let date = article.date.map_or_else(|| "no date".to_owned(), |date| date.full());
    facts.push(Inline::new(format!("\n{date}"), dim));
    let mut more: Vec<Inline> = Vec::new();
    let kind = article
        .kind
        .as_deref()
        .map(|kind| if article.is_video() { format!("▶ {kind}") } else { kind.to_owned() });
    more.extend(kind.map(|kind| Inline::new(kind, dim)));
    more.extend(
        article.category.as_ref().map(|category| Inline::new(format!("in {category}"), dim)),
    );
    more.extend(article.quality.map(|quality| Inline::new(format!("quality {quality}"), dim)));
    more.extend(article.heat.map(|heat| match heat {
        ..0 => Inline::new("heat -1, folded by its publisher", dim),
        _ => Inline::new(format!("▲ heat {heat}"), Tone::Heat.style()),
    }));
    if article.published == Some(false) {
        more.push(Inline::new("not published", dim));
    }
    if article.removed {
        more.push(Inline::new("removed by the publisher", Tone::Warning.style()));
    }
    for (at, fact) in more.into_iter().enumerate() {
        facts.push(Inline::new(if at == 0 { "\n" } else { " · " }, dim));
        facts.push(fact);
    }
    facts
}

fn caption(image: &Image) -> String {
    let name = image.title.as_deref().unwrap_or_else(|| {
        let is_address = !image.url.trim_start().starts_with("data:");
        let path = image.url.split(['?', '#']).next().filter(|_| is_address).unwrap_or_default();
        path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("no caption")
    });
    let name = text::fit(name, 200);
    match (image.width, image.height) {
        (Some(width), Some(height)) => format!("{name}, {width}×{height}"),
        (Some(width), None) => format!("{name}, {width} wide"),
        (None, Some(height)) => format!("{name}, {height} high"),
        (None, None) => name.into_owned(),
    }
}
