//! The cached form of one document: the parser's result without the path. Its texts and the reports
//! that it lists are stored in the table of its part.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::article::Body;
use crate::article::Enclosure;
use crate::article::Image;
use crate::article::Origin;
use crate::document::Parsed;
use crate::problem::Problem;
use crate::problem::Severity;

use super::table::{At, Forged, Moment, Publisher, Shared, Table, clean, date, moment};

/// Version of the format below. Raise it whenever the format changes or the parser reads a document
/// differently: older cache files are then parsed again.
pub(super) const SHAPE: u32 = 6;

/// The cached form of one document.
#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    /// `None` if the key is derived from the path.
    key: Option<Within>,
    title: At,
    excerpt: At,
    date: Option<Moment>,
    web_url: Option<At>,
    original_url: Option<At>,
    kind: Option<At>,
    category: Option<At>,
    author: Option<At>,
    quality: Option<i32>,
    heat: Option<i32>,
    published: Option<bool>,
    removed: bool,
    provider: Publisher,
    topics: Vec<At>,
    images: Vec<Picture>,
    related: Vec<At>,
    #[serde(borrow)]
    featured: Option<&'a str>,
    feed: Option<At>,
    updated: Option<Moment>,
    comments: Option<At>,
    enclosures: Vec<Media>,
    has_body: bool,
    #[serde(borrow)]
    problems: Vec<Complaint<'a>>,
}

/// A slice of a text in the table: its first byte and its length. A key is usually part of the link
/// it was derived from.
type Within = (At, u32, u32);

#[derive(Serialize, Deserialize)]
struct Picture {
    url: At,
    title: Option<At>,
    width: Option<u32>,
    height: Option<u32>,
}

/// An enclosure.
#[derive(Serialize, Deserialize)]
struct Media {
    url: At,
    kind: Option<At>,
    length: Option<u64>,
    duration: Option<Duration>,
}

#[derive(Serialize, Deserialize)]
struct Complaint<'a> {
    is_error: bool,
    line: Option<u32>,
    column: Option<u32>,
    what: &'a str,
    #[serde(borrow)]
    hint: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// Builds the record of a parsed document; `None` if the document could not be restored from
    /// it.
    pub(super) fn of(loaded: &'a Parsed, table: &mut Table) -> Option<Self> {
        let Parsed { article, problems } = loaded;
        let Origin::File(path) = &article.origin else { return None };
        if matches!(article.body, Body::Kept(_)) || problems.iter().any(|p| *p.path != **path) {
            return None;
        }
        let common = |text: &Option<Arc<str>>, table: &mut Table| {
            text.as_ref().map(|text| table.common(text))
        };
        Some(Self {
            key: key(article, table),
            title: table.own(&article.title),
            excerpt: table.own(&article.excerpt),
            date: article.date.map(moment),
            web_url: article.web_url.as_ref().map(|url| table.own(url)),
            original_url: article.original_url.as_ref().map(|url| table.own(url)),
            kind: common(&article.kind, table),
            category: common(&article.category, table),
            author: common(&article.author, table),
            quality: article.quality,
            heat: article.heat,
            published: article.published,
            removed: article.removed,
            provider: table.publisher(&article.provider),
            topics: article.topics.iter().map(|topic| table.common(topic)).collect(),
            images: article.images.iter().map(|image| Picture::of(image, table)).collect(),
            related: article.related.iter().map(|item| table.report(item)).collect(),
            featured: article.featured.as_deref(),
            feed: common(&article.feed, table),
            updated: article.updated.map(moment),
            comments: article.comments.as_ref().map(|url| table.own(url)),
            enclosures: article.enclosures.iter().map(|it| Media::of(it, table)).collect(),
            has_body: article.body == Body::OnDisk,
            problems: problems.iter().map(Complaint::of).collect(),
        })
    }

    /// Restores the document that was read from `path`.
    pub(super) fn loaded(&self, path: Box<Path>, table: &Shared) -> Result<Parsed, Forged> {
        let problem = |complaint: &Complaint<'_>| complaint.problem(&path);
        let problems = self.problems.iter().map(problem).collect::<Result<Vec<_>, _>>()?;
        let origin = Origin::File(path);
        let own = |at: Option<At>| at.map(|at| table.own(at)).transpose();
        let common = |at: Option<At>| at.map(|at| table.common(at)).transpose();
        let article = Article {
            key: match self.key {
                Some(key) => table.within(key)?.into(),
                None => origin.key().into(),
            },
            origin,
            title: table.own(self.title)?,
            excerpt: table.own(self.excerpt)?,
            date: self.date.map(date).transpose()?,
            web_url: own(self.web_url)?,
            original_url: own(self.original_url)?,
            kind: common(self.kind)?,
            category: common(self.category)?,
            author: common(self.author)?,
            quality: self.quality,
            heat: self.heat,
            published: self.published,
            removed: self.removed,
            has_problem: !problems.is_empty(),
            provider: table.provider(self.provider)?,
            topics: self.topics.iter().map(|at| table.common(*at)).collect::<Result<_, _>>()?,
            images: self.images.iter().map(|it| it.image(table)).collect::<Result<_, _>>()?,
            related: self.related.iter().map(|at| table.report(*at)).collect::<Result<_, _>>()?,
            // Raw, as in the document: cleaned when displayed.
            featured: self.featured.map(Into::into),
            feed: common(self.feed)?,
            updated: self.updated.map(date).transpose()?,
            comments: own(self.comments)?,
            enclosures: self
                .enclosures
                .iter()
                .map(|it| it.enclosure(table))
                .collect::<Result<_, _>>()?,
            body: if self.has_body { Body::OnDisk } else { Body::Empty },
        };
        Ok(Parsed { article, problems })
    }
}

fn key(article: &Article, table: &mut Table) -> Option<Within> {
    let key = &article.key;
    // A canonical link begins with its host.
    if Path::new(&**key).is_absolute() {
        return None;
    }
    let mut links = [&article.web_url, &article.original_url].into_iter().flatten();
    let found = links.find_map(|link| Some((link, link.find(&**key)?)));
    let (text, start) = found.unwrap_or((key, 0));
    let (at, start) = (table.own(text), u32::try_from(start).ok()?);
    Some((at, start, u32::try_from(key.len()).ok()?))
}

impl Picture {
    fn of(image: &Image, table: &mut Table) -> Self {
        let Image { url, title, width, height } = image;
        let title = title.as_ref().map(|title| table.own(title));
        Self { url: table.own(url), title, width: *width, height: *height }
    }

    fn image(&self, table: &Shared) -> Result<Image, Forged> {
        let title = self.title.map(|at| table.own(at)).transpose()?;
        Ok(Image { url: table.own(self.url)?, title, width: self.width, height: self.height })
    }
}

impl Media {
    fn of(enclosure: &Enclosure, table: &mut Table) -> Self {
        let Enclosure { url, media_type, length, duration } = enclosure;
        let kind = media_type.as_ref().map(|it| table.common(it));
        Self { url: table.own(url), kind, length: *length, duration: *duration }
    }

    fn enclosure(&self, table: &Shared) -> Result<Enclosure, Forged> {
        Ok(Enclosure {
            url: table.own(self.url)?,
            media_type: self.kind.map(|at| table.common(at)).transpose()?,
            length: self.length,
            duration: self.duration,
        })
    }
}

impl<'a> Complaint<'a> {
    fn of(problem: &'a Problem) -> Self {
        let Problem { severity, path: _, line, column, what, hint } = problem;
        let is_error = *severity == Severity::Error;
        Self { is_error, line: *line, column: *column, what, hint: hint.as_deref() }
    }

    fn problem(&self, path: &Path) -> Result<Problem, Forged> {
        Ok(Problem {
            severity: if self.is_error { Severity::Error } else { Severity::Warning },
            path: path.to_owned(),
            line: self.line,
            column: self.column,
            what: clean(self.what)?.to_owned(),
            hint: self.hint.map(|hint| clean(hint).map(str::to_owned)).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Pool;
    use crate::load::cache::table::Written;

    /// A matching checksum is no reason to trust text that could never have been cached.
    #[test]
    fn forged_text_is_refused() {
        let read = |title: &str| {
            let origin = Origin::File(Path::new("a.md").into());
            let mut loaded = crate::document::parse(&origin, b"# A", false, &Pool::default());
            loaded.article.title = title.into();
            let mut table = Table::default();
            let record = Record::of(&loaded, &mut table).expect("it can be kept");
            let bytes = postcard::to_stdvec(&(table.written(), record)).expect("written");
            let (written, record): (Written<'_>, Record<'_>) =
                postcard::from_bytes(&bytes).expect("read");
            record.loaded(Path::new("a.md").into(), &Shared::new(&written, &Pool::default())?)
        };
        assert_eq!(&*read("Élan 日报").expect("clean").article.title, "Élan 日报");
        for forged in ["\u{1b}[31m", "a\u{9b}31m", "a\nb", "\u{202e}gpj", "a\u{7f}"] {
            assert!(read(forged).is_err(), "{forged:?}");
        }
    }
}
