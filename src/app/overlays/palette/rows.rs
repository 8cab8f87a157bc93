//! Completions of a command: actions, and after an action's name its arguments.

use crate::app::action::{Action, Argument, Entry, TABLE};
use crate::app::input::keymap;
use crate::app::overlays::layer::Context;
use crate::app::overlays::program::{self, Form};
use crate::app::panes::view::order_name;
use crate::config;
use crate::config::AUTO;
use crate::library::FeedStatus;
use crate::query::Sort;
use crate::text;

use super::{PaletteRow, spaced, split};

/// Returns the completions of a command, best first.
pub(super) fn offered(text: &str, context: &Context<'_>) -> Vec<PaletteRow> {
    if let Some(name) = spaced(text) {
        return action_rows(&name, context);
    }
    match split(text) {
        Some((entry, argument)) => argument_rows(entry, argument, context),
        None => action_rows(text.trim(), context),
    }
}

fn action_rows(typed: &str, context: &Context<'_>) -> Vec<PaletteRow> {
    let offered = TABLE.iter().filter(|entry| entry.action != Action::Palette);
    let ranked = |entry: &Entry| {
        Some((rank(typed, entry.name, entry.sentence)?, action_row(entry, context)))
    };
    sorted(offered.filter_map(ranked).collect())
}

/// Stable, so that equal ranks keep the order of help.
fn sorted(mut found: Vec<(u8, PaletteRow)>) -> Vec<PaletteRow> {
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, row)| row).collect()
}

fn action_row(entry: &Entry, context: &Context<'_>) -> PaletteRow {
    let keys = context.keymap.keys_of(entry);
    PaletteRow {
        command: entry.name.to_owned(),
        sentence: entry.sentence.to_owned(),
        keys: if keys.starts_with(':') && keys.len() > 1 { String::new() } else { keys },
        is_part: needs(entry),
    }
}

fn argument_rows(entry: &Entry, argument: &str, context: &Context<'_>) -> Vec<PaletteRow> {
    let row = |what: &str, sentence: &str| PaletteRow {
        command: format!("{} {what}", entry.name),
        sentence: sentence.to_owned(),
        keys: String::new(),
        is_part: false,
    };
    let rows: Vec<PaletteRow> = match entry.argument {
        Argument::Count | Argument::Query | Argument::Address => {
            let command = format!("{} {argument}", entry.name).trim().to_owned();
            return vec![PaletteRow { command, is_part: false, ..action_row(entry, context) }];
        }
        Argument::Order => {
            let minus = if argument.starts_with('-') { "-" } else { "" };
            let named =
                |(name, sort): &(&str, Sort)| row(&format!("{minus}{name}"), order_name(*sort));
            Sort::ALL.iter().map(named).collect()
        }
        Argument::View => {
            let views = context.list.views().iter();
            views.map(|view| row(&view.name().to_lowercase(), "")).collect()
        }
        Argument::Theme => {
            let names = context.settings.config.themes.names();
            let auto = row(AUTO, "dark or light, by the terminal's background");
            std::iter::once(auto).chain(names.iter().map(|name| row(name, ""))).collect()
        }
        Argument::Feed => return feed_rows(entry, argument, context),
        Argument::Program => return program_rows(argument, context.commands),
        Argument::Setting => match argument.trim().split_once(char::is_whitespace) {
            Some((name, value)) => {
                let outcome = context.settings.changed(name, value.trim()).map(drop);
                let said = outcome.map_or_else(|why| why, |()| "until you quit".into());
                return vec![row(argument.trim(), &said)];
            }
            None => settings(argument, context),
        },
    };
    let typed = argument.trim();
    let ranked = |row: PaletteRow| {
        let what = row.command.split_once(' ').map_or("", |(_, what)| what);
        Some((rank(typed, what, "")?, row))
    };
    sorted(rows.into_iter().filter_map(ranked).collect())
}

/// The subscriptions whose title or address matches, by their addresses.
fn feed_rows(entry: &Entry, argument: &str, context: &Context<'_>) -> Vec<PaletteRow> {
    let typed = argument.trim();
    let row = |feed: &FeedStatus| {
        let found = rank(typed, &feed.title, &feed.address)?;
        let command = format!("{} {}", entry.name, feed.address);
        let (sentence, keys) = (feed.title.clone(), String::new());
        Some((found, PaletteRow { command, sentence, keys, is_part: false }))
    };
    sorted(context.feeds.iter().filter_map(row).collect())
}

/// The typed program, the forms it may take, and earlier programs, newest first.
fn program_rows(argument: &str, commands: &[String]) -> Vec<PaletteRow> {
    let typed = argument.trim();
    let row = |command: String, sentence: &str, is_part| {
        let sentence = sentence.to_owned();
        PaletteRow { command, sentence, keys: String::new(), is_part }
    };
    let mut rows = Vec::new();
    if program::read(typed).is_ok() {
        rows.push(row(format!("pipe {typed}"), "%s link, %t title, %f file", false));
    }
    let begun = format!("pipe {typed}");
    let before = commands.iter().rev().filter(|it| it.starts_with("pipe "));
    let before = before.filter(|it| it.starts_with(&begun) && **it != begun);
    rows.extend(before.map(|it| row(it.clone(), "as before", false)));
    let forms = Form::ALL.iter().filter(|(name, ..)| name.starts_with(typed));
    let forms = forms.filter(|_| !argument.ends_with(' ') || typed.is_empty());
    rows.extend(forms.map(|(name, _, what)| row(format!("pipe {name}"), what, true)));
    rows
}

/// Settings with the values in force, and after a setting's name its values if they can be listed.
fn settings(argument: &str, context: &Context<'_>) -> Vec<PaletteRow> {
    let values = context.settings.values();
    let mut rows = Vec::new();
    for option in config::options() {
        let is_named = argument.split_once(' ').is_some_and(|(name, _)| name == option.name);
        let choices: Vec<&str> = match option.default.as_str() {
            "on" | "off" => vec!["on", "off"],
            _ if option.name == "keys" => keymap::presets(),
            default if is_named => vec![default],
            _ => Vec::new(),
        };
        let now = values.get(&option.name).unwrap_or(&option.default);
        let row = |what: String, keys: String, is_part| {
            let sentence = option.sentence.clone();
            PaletteRow { command: format!("set {what}"), sentence, keys, is_part }
        };
        if choices.is_empty() {
            let shown = text::fit(now, LONGEST_VALUE).into_owned();
            rows.push(row(option.name.clone(), shown, true));
        }
        rows.extend(choices.iter().map(|choice| {
            let now = if now == choice { "now" } else { "" };
            row(format!("{} {choice}", option.name), now.to_owned(), false)
        }));
    }
    rows
}

/// A longer value of a setting is cut.
const LONGEST_VALUE: usize = 24;

/// Whether an action does nothing without an argument.
fn needs(entry: &Entry) -> bool {
    matches!(entry.action, Action::View | Action::Set | Action::Pipe)
}

/// Ranks how well a name matches what is typed, 0 being best; `None` if it does not match. The
/// words of the description are searched too.
fn rank(typed: &str, name: &str, sentence: &str) -> Option<u8> {
    let (typed, name) = (text::folded(typed), text::folded(name));
    let initials: String = name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
    Some(match typed.as_str() {
        "" => 0,
        typed if typed == name => 0,
        typed if name.starts_with(typed) => 1,
        typed if initials == typed => 2,
        typed if name.split([' ', '-']).any(|word| word.starts_with(typed)) => 3,
        typed if name.contains(typed) => 4,
        typed if is_within(typed, &name) => 5,
        typed => {
            let all = format!("{name} {}", text::folded(sentence));
            let mut words = typed.split([' ', '-']).filter(|word| !word.is_empty());
            if !words.all(|word| all.contains(word)) {
                return None;
            }
            6
        }
    })
}

/// Whether the letters occur in the name in this order.
fn is_within(typed: &str, name: &str) -> bool {
    let mut rest = name.chars();
    typed.chars().filter(|c| *c != ' ').all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(typed: &str) -> &'static str {
        let ranked = TABLE.iter().filter_map(|it| Some((rank(typed, it.name, it.sentence)?, it)));
        ranked.min_by_key(|(rank, _)| *rank).map_or("", |(_, entry)| entry.name)
    }

    #[test]
    fn names_are_found_by_their_parts() {
        for (typed, name) in [
            ("q", "quit"),
            ("quit-now", "quit-now"),
            ("qn", "quit-now"),
            ("nv", "next-view"),
            ("hpd", "half-page-down"),
            ("browser", "open"),
            ("SORT", "sort"),
            ("cptl", "copy-title"),
            ("title copy", "copy-title"),
            ("shell fg", "suspend"),
            ("zebra", ""),
        ] {
            assert_eq!(best(typed), name, "{typed}");
        }
    }
}
