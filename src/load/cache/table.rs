//! The values that documents of a part share, each stored once: texts, and reports listed by
//! several documents. All texts are concatenated, so that one pass validates them.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::article::Date;
use crate::article::Page;
use crate::article::Pool;
use crate::article::Provider;
use crate::article::Related;
use crate::text;

/// Data that newswire would never have cached.
#[derive(Debug)]
pub(super) struct Forged;

/// An index into a table.
pub(super) type At = u32;
/// Seconds and nanoseconds of the instant, seconds of the offset, whether it has a time of day.
pub(super) type Moment = (i64, i32, i32, bool);
/// Name and domain.
pub(super) type Publisher = (At, Option<At>);

/// Texts in their written form, with the byte length of each.
#[derive(Serialize, Deserialize)]
struct Texts<'a> {
    all: &'a str,
    lengths: Vec<u32>,
}

/// A report that documents list.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Report {
    title: At,
    url: Option<At>,
    date: Option<Moment>,
    provider: Publisher,
    quality: Option<i32>,
    page: Option<u64>,
}

/// A table in its written form.
#[derive(Serialize, Deserialize)]
pub(super) struct Written<'a> {
    /// Texts that documents of other parts are likely to share.
    #[serde(borrow)]
    common: Texts<'a>,
    #[serde(borrow)]
    own: Texts<'a>,
    reports: Vec<Report>,
}

/// Texts being collected.
#[derive(Default)]
struct Gathered {
    places: FxHashMap<Arc<str>, At>,
    all: String,
    lengths: Vec<u32>,
}

/// The table of a part being built.
#[derive(Default)]
pub(super) struct Table {
    common: Gathered,
    own: Gathered,
    places: FxHashMap<Report, At>,
    reports: Vec<Report>,
}

impl Gathered {
    fn place(&mut self, text: &Arc<str>) -> At {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = number(self.lengths.len());
        self.places.insert(Arc::clone(text), place);
        self.all.push_str(text);
        self.lengths.push(number(text.len()));
        place
    }

    fn written(&self) -> Texts<'_> {
        Texts { all: &self.all, lengths: self.lengths.clone() }
    }
}

impl Table {
    /// Adds a text that documents of other parts are likely to share.
    pub(super) fn common(&mut self, text: &Arc<str>) -> At {
        self.common.place(text)
    }

    pub(super) fn own(&mut self, text: &Arc<str>) -> At {
        self.own.place(text)
    }

    pub(super) fn publisher(&mut self, provider: &Provider) -> Publisher {
        let domain = provider.domain.as_ref().map(|domain| self.common(domain));
        (self.common(&provider.name), domain)
    }

    pub(super) fn report(&mut self, item: &Related) -> At {
        let report = Report {
            title: self.own(&item.title),
            url: item.url.as_ref().map(|url| self.own(url)),
            date: item.date.map(moment),
            provider: self.publisher(&item.provider),
            quality: item.quality,
            page: item.page.map(Page::number),
        };
        *self.places.entry(report).or_insert_with_key(|report| {
            self.reports.push(report.clone());
            number(self.reports.len() - 1)
        })
    }

    /// Bytes of the texts.
    pub(super) fn size(&self) -> usize {
        self.common.all.len() + self.own.all.len()
    }

    pub(super) fn written(&self) -> Written<'_> {
        let reports = self.reports.clone();
        Written { common: self.common.written(), own: self.own.written(), reports }
    }
}

/// The table of a part that was read. Common texts are shared with everything read before, other
/// texts only within the part.
pub(super) struct Shared {
    common: Vec<Arc<str>>,
    own: Vec<Arc<str>>,
    reports: Vec<Arc<Related>>,
}

impl Shared {
    pub(super) fn new(written: &Written<'_>, pool: &Pool) -> Result<Self, Forged> {
        let common = written.common.each(|text| pool.share(text))?;
        let own = written.own.each(|text| text.into())?;
        let mut shared = Self { common, own, reports: Vec::new() };
        let reports = written.reports.iter().map(|report| Ok(Arc::new(shared.related(report)?)));
        shared.reports = reports.collect::<Result<_, _>>()?;
        Ok(shared)
    }

    pub(super) fn common(&self, at: At) -> Result<Arc<str>, Forged> {
        get(&self.common, at)
    }

    pub(super) fn own(&self, at: At) -> Result<Arc<str>, Forged> {
        get(&self.own, at)
    }

    pub(super) fn within(&self, (at, start, length): (At, u32, u32)) -> Result<&str, Forged> {
        let (start, length) = (start as usize, length as usize);
        let text = self.own.get(at as usize).ok_or(Forged)?;
        text.get(start..start.saturating_add(length)).ok_or(Forged)
    }

    pub(super) fn provider(&self, (name, domain): Publisher) -> Result<Provider, Forged> {
        let domain = domain.map(|at| self.common(at)).transpose()?;
        Ok(Provider { name: self.common(name)?, domain })
    }

    pub(super) fn report(&self, at: At) -> Result<Arc<Related>, Forged> {
        get(&self.reports, at)
    }

    fn related(&self, report: &Report) -> Result<Related, Forged> {
        Ok(Related {
            title: self.own(report.title)?,
            url: report.url.map(|at| self.own(at)).transpose()?,
            date: report.date.map(date).transpose()?,
            provider: self.provider(report.provider)?,
            quality: report.quality,
            page: report.page.map(Page::of_number),
        })
    }
}

impl Texts<'_> {
    fn each(&self, share: impl Fn(&str) -> Arc<str>) -> Result<Vec<Arc<str>>, Forged> {
        let mut rest = self.all;
        let mut next = |length: &u32| {
            let length = usize::try_from(*length).ok();
            let (text, after) = length.and_then(|l| rest.split_at_checked(l)).ok_or(Forged)?;
            rest = after;
            Ok(share(clean(text)?))
        };
        let all = self.lengths.iter().map(&mut next).collect::<Result<_, _>>()?;
        if rest.is_empty() { Ok(all) } else { Err(Forged) }
    }
}

fn get<T>(all: &[Arc<T>], at: At) -> Result<Arc<T>, Forged>
where
    T: ?Sized,
{
    usize::try_from(at).ok().and_then(|at| all.get(at)).cloned().ok_or(Forged)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a part is far smaller")
}

pub(super) fn moment(date: Date) -> Moment {
    let Date { at, offset, has_time } = date;
    (at.as_second(), at.subsec_nanosecond(), offset.seconds(), has_time)
}

pub(super) fn date((second, nanosecond, offset, has_time): Moment) -> Result<Date, Forged> {
    let (at, offset) = (Timestamp::new(second, nanosecond), Offset::from_seconds(offset));
    let (Ok(at), Ok(offset)) = (at, offset) else { return Err(Forged) };
    Ok(Date { at, offset, has_time })
}

/// Rejects text that is not clean. Text was cleaned before it was cached, but a checksum only
/// detects damage, not forgery. Forging gains little, since whoever can write to the cache can
/// write anything else of this user; still, no escape sequence must reach a terminal from here.
pub(super) fn clean(text: &str) -> Result<&str, Forged> {
    if text::is_harmless(text) { Ok(text) } else { Err(Forged) }
}
