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

/// What is known of an article besides its document, in words.
#[derive(Default)]
pub(in crate::app) struct Standing {
    /// What the reader has to know before the text.
    pub(in crate::app) notice: Option<String>,
    /// `3 sources in 2 days`.
    pub(in crate::app) coverage: Option<String>,
    pub(in crate::app) starred: Option<String>,
    /// Other marks, the first report, the reason for its place: one after another below the text.
    pub(in crate::app) more: Vec<String>,
}

/// Builds the part of a page above the body: the title, one line of facts, and the summary.
pub(in crate::app) fn above(article: &Article, standing: &Standing) -> Document {
    let mut page = Document::default();
    let title = Style { strong: true, ..Tone::Title.style() };
    page.blocks.push(Block::Paragraph(vec![Inline::new(&*article.title, title)]));
    page.blocks.push(Block::Line(facts(article, standing)));
    if !article.excerpt.is_empty() {
        let excerpt = Inline::new(&*article.excerpt, Style::default());
        page.blocks.push(Block::Paragraph(vec![excerpt]));
    }
    if let Some(lead) = article.images.first().filter(|_| article.has_text()) {
        picture(lead, &mut page);
    }
    page
}

/// The line below the title: date, sources and topics.
fn facts(article: &Article, standing: &Standing) -> Vec<Inline> {
    let dim = Tone::Dim.style();
    let removed = article.removed.then(|| "removed by its publisher".to_owned());
    let warnings = standing.notice.iter().cloned().chain(removed);
    let mut facts: Vec<Inline> =
        warnings.map(|words| Inline::new(words, Tone::Warning.style())).collect();
    let date = article.date.map_or_else(|| "no date".to_owned(), |date| date.moment());
    let known = [Some(date), standing.starred.clone(), standing.coverage.clone()];
    facts.extend(known.into_iter().flatten().map(|words| Inline::new(words, dim)));
    let topics = article.topics.iter().map(|topic| Inline::new(format!("#{topic}"), dim));
    let first_topic = facts.len();
    facts.extend(topics);
    for (at, fact) in facts.iter_mut().enumerate().skip(1) {
        fact.text.insert_str(0, if at > first_topic { " " } else { " · " });
    }
    facts
}

/// Adds a picture named in the header.
fn picture(image: &Image, page: &mut Document) {
    let link = openable(Some(&image.url)).is_ok().then(|| page.link(&*image.url));
    let source = Some(Arc::from(image.url.trim()));
    let caption = image.title.as_deref().map(|title| text::fit(title, 200).into_owned());
    let size = image.width.zip(image.height);
    page.blocks.push(Block::Image { caption: caption.unwrap_or_default(), link, source, size });
}

/// Builds the part of a page below the body: the remaining pictures, the minor facts, links, where
/// the article was read from, and what could not be read of it.
pub(in crate::app) fn below<'a>(
    article: &Article,
    standing: &Standing,
    problems: impl Iterator<Item = &'a Problem>,
) -> Document {
    let mut page = Document::default();
    enclosures::list(&article.enclosures, &mut page);
    let images = article.images.get(usize::from(article.has_text())..).unwrap_or_default();
    images.iter().take(MAX_TARGETS).for_each(|image| picture(image, &mut page));
    if let Some(more) = images.len().checked_sub(MAX_TARGETS).filter(|more| *more > 0) {
        let more = format!("and {more} more pictures");
        page.blocks.push(Block::Paragraph(vec![Inline::new(more, Tone::Dim.style())]));
    }
    page.blocks.push(Block::Rule);
    let mut lines = minor_facts(article, standing);
    links(article, &mut page, &mut lines);
    let dim = |words: String| Inline::new(words, Tone::Dim.style());
    for words in [
        article.updated.map(|updated| format!("updated  {}", updated.full())),
        article.feed.as_deref().map(|feed| format!("feed  {feed}")),
        Some(format!("file  {}", article.origin.label())),
    ] {
        lines.extend(words.map(|words| vec![dim(words)]));
    }
    page.blocks.push(Block::Paragraph(lines.join(&Inline::new("\n", Style::default()))));
    for problem in problems {
        page.blocks.push(Block::Paragraph(complaint(problem)));
    }
    page
}

/// Who wrote it and what it is, its marks, and all topics if the line above may have no room for
/// them.
fn minor_facts(article: &Article, standing: &Standing) -> Vec<Vec<Inline>> {
    let dim = |words: String| Inline::new(words, Tone::Dim.style());
    let sign = if article.is_video() { "▶ " } else { "" };
    let heat = article.heat.filter(|heat| *heat >= 0);
    let known = [
        article.author.as_deref().map(|author| dim(format!("by {author}"))),
        article.kind.as_deref().map(|kind| dim(format!("{sign}{kind}"))),
        article.category.as_deref().map(|category| dim(format!("in {category}"))),
        article.quality.map(|quality| dim(format!("quality {quality}"))),
        heat.map(|heat| Inline::new(format!("▲ heat {heat}"), Tone::Heat.style())),
    ];
    let known: Vec<Vec<Inline>> = known.into_iter().flatten().map(|fact| vec![fact]).collect();
    let mut lines = Vec::new();
    lines.extend((!known.is_empty()).then(|| known.join(&dim(" · ".to_owned()))));
    lines.extend(standing.more.iter().map(|words| vec![dim(words.clone())]));
    let above: usize = facts(article, standing).iter().map(|fact| text::width(&fact.text)).sum();
    if above > SURE_ROOM && !article.topics.is_empty() {
        let topics: Vec<String> = article.topics.iter().map(|topic| format!("#{topic}")).collect();
        lines.push(vec![dim(format!("topics  {}", topics.join(" ")))]);
    }
    lines
}

/// Columns that the line of facts has on every screen of some size.
const SURE_ROOM: usize = 48;

/// The addresses of the article, each with what it is.
fn links(article: &Article, page: &mut Document, lines: &mut Vec<Vec<Inline>>) {
    let opened = article.link();
    match &opened {
        Ok(url) => lines.push(labelled(page, "link", url.as_str())),
        Err(reason) => {
            let written =
                article.written_link().map(|link| format!("{link}\n      ")).unwrap_or_default();
            lines.push(vec![Inline::new(format!("link  {written}{reason}"), Tone::Dim.style())]);
        }
    }
    if let Some(original) = article.original_url.as_deref()
        && let Ok(opened) = opened
        && canonical(original) != canonical(opened.as_str())
    {
        lines.push(labelled(page, "original", original));
    }
    if let Some(comments) = article.comments.as_deref() {
        lines.push(labelled(page, "comments", comments));
    }
}

/// Further targets are counted, not listed.
pub(in crate::app) const MAX_TARGETS: usize = 100;

/// Lists where the numbered links of a body lead, since their text does not show it. `shown` is
/// what stands for the first of them.
pub(in crate::app) fn targets(written: &[&str], shown: &[String]) -> Document {
    let mut page = Document::default();
    if written.is_empty() {
        return page;
    }
    let dim = |words: String| Inline::new(words, Tone::Dim.style());
    let count = written.len();
    let digits = count.min(MAX_TARGETS).to_string().len();
    let mut lines = vec![vec![dim("links in the text".to_owned())]];
    for (number, (target, shown)) in (1..=MAX_TARGETS).zip(written.iter().zip(shown)) {
        let link = Some(page.link(*target));
        let words = Inline { link, ..Inline::new(&**shown, Style::default()) };
        lines.push(vec![dim(format!("{number:>digits$}  ")), words]);
    }
    if let Some(more) = count.checked_sub(MAX_TARGETS).filter(|more| *more > 0) {
        lines.push(vec![dim(format!("and {more} more"))]);
    }
    page.blocks.push(Block::Paragraph(lines.join(&Inline::new("\n", Style::default()))));
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

fn labelled(page: &mut Document, label: &str, url: &str) -> Vec<Inline> {
    let link = Some(page.link(url));
    let address = Inline { link, ..Inline::new(text::line(url), Style::default()) };
    vec![Inline::new(format!("{label}  "), Tone::Dim.style()), address]
}
