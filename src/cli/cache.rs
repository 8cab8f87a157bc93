//! `newswire cache`: shows or deletes the cache of parsed documents.

use std::time::SystemTime;

use etcetera::base_strategy::{BaseStrategy, Xdg};
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::load::Cache;
use crate::load::CacheFile;
use crate::picture::ImageCache;
use crate::problem::cause;
use crate::text;

use super::FINE;
use super::failure::Failure;
use super::opened;
use super::options::CacheTask;
use super::output::{DIM, Output};
use super::table::spaces;

/// Returns the cache in its default location, by the XDG rules on every system.
pub(super) fn usual() -> Option<Cache> {
    Some(Cache::new(Xdg::new().ok()?.cache_dir().join("newswire")))
}

pub(super) fn run(task: &CacheTask, output: &mut Output<'_>) -> Result<u8, Failure> {
    let none = || Failure::usage("there is no folder for a cache").hint("set XDG_CACHE_HOME");
    let cache = usual().ok_or_else(none)?;
    match task {
        CacheTask::Info => info(&cache, output),
        CacheTask::Clear => clear(&cache, output),
    }
}

fn info(cache: &Cache, output: &mut Output<'_>) -> Result<u8, Failure> {
    let files = cache.files().map_err(|error| refused(cache, "read", &error))?;
    let rows: Vec<[String; 4]> = files.iter().map(row).collect();
    let widths =
        [0, 1, 2].map(|at| rows.iter().map(|row| text::width(&row[at])).max().unwrap_or(0));
    for [size, documents, used, opened] in &rows {
        if output.columns.is_none() {
            writeln!(output.out, "{size}\t{documents}\t{used}\t{opened}")?;
            continue;
        }
        let [first, second, third] = [(size, 0), (documents, 1), (used, 2)]
            .map(|(text, at)| format!("{}{text}", spaces(widths[at], text)));
        let numbers = output.paint(DIM, &format!("{first}  {second}  {third}"));
        writeln!(output.out, "{numbers}  {opened}")?;
    }
    output.out.flush()?;
    let total: u64 = files.iter().map(|file| file.size).sum();
    let (count, pictures) =
        image_cache(cache).size().map_err(|error| refused(cache, "read", &error))?;
    if count > 0 {
        let count = text::counted(count, "picture");
        writeln!(output.err, "{count} from servers, {}", bytes(pictures))?;
    }
    let (count, folder) = (text::counted(files.len(), "file"), folder(cache));
    writeln!(output.err, "{count}, {} in {folder}", bytes(total + pictures))?;
    Ok(FINE)
}

/// Returns size, documents, time since last use, and inputs of a cache file.
fn row(file: &CacheFile) -> [String; 4] {
    let used = Timestamp::try_from(file.used).unwrap_or(Timestamp::UNIX_EPOCH);
    let now = Timestamp::try_from(SystemTime::now()).unwrap_or(used);
    let (documents, opened) = match &file.holds {
        Some((roots, documents)) => (text::counted(*documents, "document"), opened::label(roots)),
        None => ("-".to_owned(), "damaged, or from another version".to_owned()),
    };
    [bytes(file.size), documents, text::age(now, used, Offset::UTC), opened]
}

fn clear(cache: &Cache, output: &mut Output<'_>) -> Result<u8, Failure> {
    let cleared = cache.clear().map_err(|error| refused(cache, "clear", &error));
    let (files, size) = cleared?;
    let (pictures, more) =
        image_cache(cache).clear().map_err(|error| refused(cache, "clear", &error))?;
    let files = text::counted(files + pictures, "file");
    writeln!(output.err, "{files} deleted, {}", bytes(size + more))?;
    Ok(FINE)
}

/// Returns the cache of pictures from servers, stored next to the documents.
fn image_cache(cache: &Cache) -> ImageCache {
    ImageCache::within(cache.folder())
}

fn refused(cache: &Cache, what: &str, error: &std::io::Error) -> Failure {
    let folder = folder(cache);
    Failure::usage(format!("cannot {what} the cache {folder}: {}", cause(error)))
        .hint("check the permissions of the folder, or set XDG_CACHE_HOME")
}

fn folder(cache: &Cache) -> String {
    text::line(&cache.folder().to_string_lossy()).into_owned()
}

/// Formats a size: `340 B`, `12.5 kB`, `1.2 MB`.
pub(super) fn bytes(count: u64) -> String {
    const UNITS: [&str; 3] = ["kB", "MB", "GB"];
    let (mut tenths, mut unit) = (count.saturating_mul(10), "B");
    for larger in UNITS {
        if tenths < 10_000 {
            break;
        }
        (tenths, unit) = (tenths / 1000, larger);
    }
    match (unit, tenths % 10) {
        (unit, 0) => format!("{} {unit}", tenths / 10),
        (unit, tenth) => format!("{}.{tenth} {unit}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_as_people_read_them() {
        let cases = [(0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (12_540, "12.5 kB")];
        for (count, expected) in cases {
            assert_eq!(bytes(count), expected);
        }
        assert_eq!(bytes(1_260_000), "1.2 MB");
        assert_eq!(bytes(34_000_000_000), "34 GB");
    }
}
