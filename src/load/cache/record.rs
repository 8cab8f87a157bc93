//! One document as it is kept: what the parser made of it, without the path. Strings that
//! repeat stand in a table, once for each part of a cache.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::article::Body;
use crate::article::Date;
use crate::article::Image;
use crate::article::Page;
use crate::article::Pool;
use crate::article::Provider;
use crate::article::Related;
use crate::article::Source;
use crate::load::Loaded;
use crate::problem::Problem;
use crate::problem::Severity;
use crate::text;

/// Raised whenever what follows changes its shape, or the parser makes something else of a
/// document: what was kept before is then parsed again.
pub(super) const SHAPE: u32 = 1;

/// What newswire would never have kept.
#[derive(Debug)]
pub(super) struct Forged;

/// A place in the table of strings.
type Shared = u32;

/// What a cache keeps of a document.
#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    /// None where it is made of the path.
    #[serde(borrow)]
    key: Option<&'a str>,
    title: &'a str,
    excerpt: &'a str,
    date: Option<Moment>,
    #[serde(borrow)]
    web_url: Option<&'a str>,
    #[serde(borrow)]
    original_url: Option<&'a str>,
    kind: Option<Shared>,
    category: Option<Shared>,
    author: Option<Shared>,
    quality: Option<i32>,
    heat: Option<i32>,
    published: Option<bool>,
    removed: bool,
    secured: bool,
    provider: Publisher,
    topics: Vec<Shared>,
    #[serde(borrow)]
    images: Vec<Picture<'a>>,
    #[serde(borrow)]
    related: Vec<Report<'a>>,
    #[serde(borrow)]
    featured: Option<&'a str>,
    has_body: bool,
    #[serde(borrow)]
    problems: Vec<Complaint<'a>>,
}

/// Seconds and nanoseconds of the moment, seconds of the offset, whether it has a time.
type Moment = (i64, i32, i32, bool);
/// Name and domain.
type Publisher = (Shared, Option<Shared>);

#[derive(Serialize, Deserialize)]
struct Picture<'a> {
    url: &'a str,
    #[serde(borrow)]
    title: Option<&'a str>,
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct Report<'a> {
    title: &'a str,
    #[serde(borrow)]
    url: Option<&'a str>,
    date: Option<Moment>,
    provider: Publisher,
    quality: Option<i32>,
    page: Option<u64>,
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

/// The strings of a part while it is written.
#[derive(Default)]
pub(super) struct Table {
    places: FxHashMap<Arc<str>, Shared>,
    pub(super) strings: Vec<Arc<str>>,
}

impl Table {
    fn place(&mut self, text: &Arc<str>) -> Shared {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = Shared::try_from(self.strings.len()).expect("a part has few documents");
        self.places.insert(text.clone(), place);
        self.strings.push(text.clone());
        place
    }

    fn publisher(&mut self, provider: &Provider) -> Publisher {
        let domain = provider.domain.as_ref().map(|domain| self.place(domain));
        (self.place(&provider.name), domain)
    }
}

impl<'a> Record<'a> {
    /// What is kept of what was read; nothing where it could not be had again from that.
    pub(super) fn of(loaded: &'a Loaded, table: &mut Table) -> Option<Self> {
        let Loaded { article, problems } = loaded;
        let Source::File(path) = &article.source else { return None };
        if matches!(article.body, Body::Kept(_)) || problems.iter().any(|p| *p.path != **path) {
            return None;
        }
        let mut place = |text: &Option<Arc<str>>| text.as_ref().map(|text| table.place(text));
        let (kind, category) = (place(&article.kind), place(&article.category));
        let author = place(&article.author);
        Some(Self {
            // A canonical link begins with its host.
            key: Some(&*article.key).filter(|key| !Path::new(key).is_absolute()),
            title: &article.title,
            excerpt: &article.excerpt,
            date: article.date.map(moment),
            web_url: article.web_url.as_deref(),
            original_url: article.original_url.as_deref(),
            kind,
            category,
            author,
            quality: article.quality,
            heat: article.heat,
            published: article.published,
            removed: article.removed,
            secured: article.secured,
            provider: table.publisher(&article.provider),
            topics: article.topics.iter().map(|topic| table.place(topic)).collect(),
            images: article.images.iter().map(Picture::of).collect(),
            related: article.related.iter().map(|item| Report::of(item, table)).collect(),
            featured: article.featured.as_deref(),
            has_body: article.body == Body::OnDisk,
            problems: problems.iter().map(Complaint::of).collect(),
        })
    }

    /// What was read from `path`.
    pub(super) fn loaded(&self, path: Box<Path>, table: &Strings) -> Result<Loaded, Forged> {
        let problem = |complaint: &Complaint<'_>| complaint.problem(&path);
        let problems = self.problems.iter().map(problem).collect::<Result<Vec<_>, _>>()?;
        let source = Source::File(path);
        let article = Article {
            key: match self.key {
                Some(key) => clean(key)?.into(),
                None => source.key().into(),
            },
            source,
            title: clean(self.title)?.into(),
            excerpt: clean(self.excerpt)?.into(),
            date: self.date.map(date).transpose()?,
            web_url: boxed(self.web_url)?,
            original_url: boxed(self.original_url)?,
            kind: self.kind.map(|place| table.at(place)).transpose()?,
            category: self.category.map(|place| table.at(place)).transpose()?,
            author: self.author.map(|place| table.at(place)).transpose()?,
            quality: self.quality,
            heat: self.heat,
            published: self.published,
            removed: self.removed,
            secured: self.secured,
            has_problem: !problems.is_empty(),
            provider: table.provider(self.provider)?,
            topics: self.topics.iter().map(|place| table.at(*place)).collect::<Result<_, _>>()?,
            images: self.images.iter().map(Picture::image).collect::<Result<_, _>>()?,
            related: self
                .related
                .iter()
                .map(|item| item.related(table))
                .collect::<Result<_, _>>()?,
            // As in a document: whoever shows it cleans it.
            featured: self.featured.map(Into::into),
            body: if self.has_body { Body::OnDisk } else { Body::Empty },
        };
        Ok(Loaded { article, problems })
    }
}

impl<'a> Picture<'a> {
    fn of(image: &'a Image) -> Self {
        let Image { url, title, width, height } = image;
        Self { url, title: title.as_deref(), width: *width, height: *height }
    }

    fn image(&self) -> Result<Image, Forged> {
        let (url, title) = (clean(self.url)?.into(), boxed(self.title)?);
        Ok(Image { url, title, width: self.width, height: self.height })
    }
}

impl<'a> Report<'a> {
    fn of(item: &'a Related, table: &mut Table) -> Self {
        Self {
            title: &item.title,
            url: item.url.as_deref(),
            date: item.date.map(moment),
            provider: table.publisher(&item.provider),
            quality: item.quality,
            page: item.page.map(Page::number),
        }
    }

    fn related(&self, table: &Strings) -> Result<Related, Forged> {
        Ok(Related {
            title: clean(self.title)?.into(),
            url: boxed(self.url)?,
            date: self.date.map(date).transpose()?,
            provider: table.provider(self.provider)?,
            quality: self.quality,
            page: self.page.map(Page::of_number),
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

/// The strings of a part that is read, shared with all that was read before.
pub(super) struct Strings(Vec<Arc<str>>);

impl Strings {
    pub(super) fn new(table: &[&str], pool: &Pool) -> Result<Self, Forged> {
        table.iter().map(|text| Ok(pool.share(clean(text)?))).collect::<Result<_, _>>().map(Self)
    }

    fn at(&self, place: Shared) -> Result<Arc<str>, Forged> {
        let place = usize::try_from(place).ok();
        place.and_then(|place| self.0.get(place)).cloned().ok_or(Forged)
    }

    fn provider(&self, (name, domain): Publisher) -> Result<Provider, Forged> {
        let domain = domain.map(|place| self.at(place)).transpose()?;
        Ok(Provider { name: self.at(name)?, domain })
    }
}

fn moment(date: Date) -> Moment {
    let Date { at, offset, has_time } = date;
    (at.as_second(), at.subsec_nanosecond(), offset.seconds(), has_time)
}

fn date((second, nanosecond, offset, has_time): Moment) -> Result<Date, Forged> {
    let (at, offset) = (Timestamp::new(second, nanosecond), Offset::from_seconds(offset));
    let (Ok(at), Ok(offset)) = (at, offset) else { return Err(Forged) };
    Ok(Date { at, offset, has_time })
}

/// Text was clean when it was kept. A sum tells damage, not a forgery; nor is there much to
/// gain by one, as whoever may write to the cache may write anything else of this user. Still
/// nothing steers a terminal from here.
fn clean(text: &str) -> Result<&str, Forged> {
    if text::is_harmless(text) { Ok(text) } else { Err(Forged) }
}

fn boxed(text: Option<&str>) -> Result<Option<Box<str>>, Forged> {
    text.map(|text| clean(text).map(Into::into)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sum that agrees is no reason to believe text that could never have been kept.
    #[test]
    fn forged_text_is_refused() {
        let read = |title: &str| {
            let source = Source::File(Path::new("a.md").into());
            let mut loaded = crate::load::document(&source, b"# A", false, &Pool::default());
            loaded.article.title = title.into();
            let mut table = Table::default();
            let record = Record::of(&loaded, &mut table).expect("it can be kept");
            let bytes = postcard::to_stdvec(&record).expect("written");
            let record: Record<'_> = postcard::from_bytes(&bytes).expect("read");
            let strings: Vec<&str> = table.strings.iter().map(|text| &**text).collect();
            let strings = Strings::new(&strings, &Pool::default()).expect("clean strings");
            record.loaded(Path::new("a.md").into(), &strings)
        };
        assert_eq!(&*read("Élan 日报").expect("clean").article.title, "Élan 日报");
        for forged in ["\u{1b}[31m", "a\u{9b}31m", "a\nb", "\u{202e}gpj", "a\u{7f}"] {
            assert!(read(forged).is_err(), "{forged:?}");
        }
        let forged = ["a\u{1b}[2J"];
        assert!(Strings::new(&forged, &Pool::default()).is_err());
    }
}
