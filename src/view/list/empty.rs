//! The messages of an empty list, with the keys to press.

use crate::app::Action;
use crate::app::App;
use crate::load::EXTENSIONS;
use crate::text;

/// The message of an empty list, with the keys to press.
pub(super) fn empty(app: &App) -> Vec<String> {
    let loading = &app.loading;
    let (errors, _) = app.diagnostics.counts();
    let key = |action| app.key_of(action);
    let (quit, help, reload) = (key(Action::Quit), key(Action::Help), key(Action::Reload));
    if !loading.finished {
        let keys = format!("{quit} quits, {help} shows the keys");
        return vec![format!("Reading {}…", app.label), keys];
    }
    if app.searched.is_some() {
        let search = key(Action::Search);
        let keys = format!("Esc shows the whole view again, {search} changes the search.");
        return vec!["Nothing found.".to_owned(), keys];
    }
    if !app.store.is_empty() {
        return empty_view(app);
    }
    if errors > 0 {
        let (problems, errors) = (key(Action::Problems), text::counted(errors, "error"));
        return vec![
            "Nothing could be read.".to_owned(),
            format!("Press {problems} to see {errors} with place and reason."),
            format!("{reload} reads again, {quit} quits."),
        ];
    }
    if !app.sidebar.feeds().is_empty() {
        return no_article_of_feeds(app);
    }
    let [others @ .., last] = EXTENSIONS;
    let add = key(Action::Subscribe);
    vec![
        format!("No articles in {}.", app.label),
        format!("Articles are files ending in .{} or .{last}.", others.join(" .")),
        format!("{add} adds a feed, {reload} reads again, {quit} quits, {help} shows the keys."),
    ]
}

/// The message where feeds have brought nothing.
fn no_article_of_feeds(app: &App) -> Vec<String> {
    let feeds = app.sidebar.feeds();
    let [problems, reload] = [Action::Problems, Action::Reload].map(|action| app.key_of(action));
    let mut failures = feeds.iter().filter_map(|feed| Some((&feed.title, feed.error.as_ref()?)));
    let Some((title, error)) = failures.next() else {
        return vec![
            "No articles yet.".to_owned(),
            format!("Feeds are fetched when they are due; {reload} asks them now."),
        ];
    };
    let more = match failures.count() {
        0 => String::new(),
        more => format!("{} failed, too. ", text::counted(more, "other feed")),
    };
    vec![
        "No articles yet.".to_owned(),
        format!("{title}: {error}."),
        format!("{more}{problems} says more, {reload} asks again."),
    ]
}

/// The message of an empty view.
fn empty_view(app: &App) -> Vec<String> {
    let view = app.list.view().name();
    let key = |action| app.key_of(action);
    let what = match view {
        "Unread" => "Everything is read.".to_owned(),
        "Starred" => {
            format!("Nothing is starred; {} stars an article.", key(Action::ToggleStar))
        }
        "History" => "Nothing has been read yet.".to_owned(),
        _ if app.store.muted() > 0 => {
            let search = key(Action::Search);
            format!("All of {view} is hidden by your rules; {search}is:muted shows it.")
        }
        other => format!("Nothing in {other}."),
    };
    let [previous, next, filter] =
        [Action::PreviousView, Action::NextView, Action::Filter].map(key);
    vec![what, format!("{previous} and {next} turn to other views, {filter} shows them all.")]
}
