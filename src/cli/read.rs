//! Reads everything before anything is printed, with a progress bar.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::article::Article;
use crate::load;
use crate::load::Contents;
use crate::problem::Problem;

use super::opened::Opened;

/// Reading that takes less time shows no bar.
const PATIENCE: Duration = Duration::from_millis(300);

/// Returns articles and problems, both sorted by path.
pub(super) fn read(opened: &Opened, watched: bool) -> (Vec<Article>, Vec<Problem>) {
    let contents = contents(opened, watched);
    (contents.articles, contents.problems)
}

/// Returns all that a load tells, sorted by path. Removes the bar at the end.
pub(super) fn contents(opened: &Opened, watched: bool) -> Contents {
    let began = Instant::now();
    let bar = OnceLock::new();
    let contents = load::gather(&opened.input, opened.cache.as_ref(), &|done, total| {
        if watched && began.elapsed() >= PATIENCE {
            let bar = bar.get_or_init(|| new_bar(total));
            // Batches may arrive out of order, and the last one counts no files.
            let done = done.try_into().unwrap_or(u64::MAX);
            bar.set_position(done.max(bar.position()));
        }
    });
    if let Some(bar) = bar.get() {
        bar.finish_and_clear();
    }
    for problem in &contents.problems {
        tracing::warn!("{problem}");
    }
    tracing::info!(
        opened = opened.label,
        documents = contents.articles.len(),
        problems = contents.problems.len(),
        milliseconds = began.elapsed().as_millis(),
        "documents loaded"
    );
    contents
}

fn new_bar(total: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("reading {human_pos} / {human_len} {bar:30}")
        .expect("the template is a constant that a test checks")
        .progress_chars("━╸ ");
    ProgressBar::new(total.try_into().unwrap_or(u64::MAX)).with_style(style)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bar_has_a_valid_template() {
        assert_eq!(super::new_bar(7).length(), Some(7));
    }
}
