//! Parses a typed command into a request.

use crate::app::action::{Action, Argument, Entry, TABLE};
use crate::app::input::key::MAX_COUNT;
use crate::app::overlays::layer::Context;
use crate::app::overlays::program;
use crate::app::overlays::request::Request;
use crate::app::panes::list::List;
use crate::app::panes::sidebar::subscription_of;
use crate::config::AUTO;
use crate::library::FeedStatus;
use crate::query;
use crate::text;

use super::{placeholder, spaced, split};

/// A whole command, and the request it makes.
type Meant = (String, Request);

/// Parses a command: `None` if it names no action, an error if the action cannot run.
pub(super) fn parsed(text: &str, context: &Context<'_>) -> Option<Result<Meant, String>> {
    let spaced = spaced(text);
    let text = spaced.as_deref().unwrap_or(text).trim();
    let (entry, argument) = match split(text) {
        Some((entry, argument)) => (entry, argument.trim()),
        None => (TABLE.iter().find(|entry| entry.name == text)?, ""),
    };
    let text = format!("{} {argument}", entry.name).trim().to_owned();
    Some(meant(entry, argument, context).map(|request| (text, request)))
}

fn meant(entry: &Entry, argument: &str, context: &Context<'_>) -> Result<Request, String> {
    if argument.is_empty() {
        return match entry.action {
            Action::View | Action::Set | Action::Pipe => {
                Err(format!("{} requires {}", entry.name, placeholder(entry.argument)))
            }
            action => Ok(Request::Perform(action, None)),
        };
    }
    match entry.argument {
        Argument::Count => match argument.parse::<usize>() {
            Ok(count @ 1..) => Ok(Request::Perform(entry.action, Some(count.min(MAX_COUNT)))),
            _ => Err(format!("expected a number, as in `{} 3`", entry.name)),
        },
        Argument::Order => ordered(argument),
        Argument::View => view_named(context.list, argument).map(Request::View),
        Argument::Query if entry.action == Action::Mute => {
            checked(query::parse_rule(argument))?;
            Ok(Request::Mute(argument.to_owned()))
        }
        Argument::Query => {
            checked(query::parse(argument))?;
            Ok(Request::Filter(argument.to_owned()))
        }
        Argument::Address => Ok(Request::AskSubscribe(argument.to_owned())),
        Argument::Feed => {
            let address = feed_named(context.feeds, argument)?;
            Ok(match entry.action {
                Action::Unsubscribe => Request::AskUnsubscribe(address),
                _ => Request::EditFeed(address),
            })
        }
        Argument::Program => program::read(argument).map(Request::Pipe),
        Argument::Theme => theme_named(argument, context),
        Argument::Setting => {
            let (name, value) = argument
                .split_once([' ', '=', ':'])
                .ok_or_else(|| format!("set requires {}", placeholder(entry.argument)))?;
            let value = value.trim();
            context.settings.changed(name, value)?;
            Ok(Request::Set(name.to_owned(), value.to_owned()))
        }
    }
}

/// Finds the view with this name, or the only one whose name starts with it.
fn view_named(list: &List, name: &str) -> Result<usize, String> {
    let wanted = text::folded(name);
    let names: Vec<String> = list.views().iter().map(|view| text::folded(view.name())).collect();
    if let Some(at) = names.iter().position(|name| *name == wanted) {
        return Ok(at);
    }
    let mut begun = names.iter().enumerate().filter(|(_, name)| name.starts_with(&wanted));
    if let (Some((at, _)), None) = (begun.next(), begun.next()) {
        return Ok(at);
    }
    let (name, names) = (text::line(name), names.join(", "));
    Err(format!("there is no view `{name}`; the views are {names}"))
}

/// Finds the address of the subscription with this address or title, or of the only one whose
/// title has these words.
fn feed_named(feeds: &[FeedStatus], name: &str) -> Result<String, String> {
    let wanted = text::folded(name);
    let is_named = |feed: &&FeedStatus| text::folded(&feed.title) == wanted;
    let exact = subscription_of(feeds, name).or_else(|| feeds.iter().find(is_named));
    let mut having = feeds.iter().filter(|feed| text::folded(&feed.title).contains(&wanted));
    let found = match (exact, having.next(), having.next()) {
        (Some(feed), ..) | (None, Some(feed), None) => feed,
        (None, None, _) => return Err(format!("no subscription matches `{}`", text::line(name))),
        (None, Some(_), Some(_)) => {
            return Err(format!(
                "several subscriptions match `{}`; type more of the name",
                text::line(name)
            ));
        }
    };
    Ok(found.address.clone())
}

fn theme_named(name: &str, context: &Context<'_>) -> Result<Request, String> {
    let name = name.to_lowercase();
    if name != AUTO {
        context.settings.config.themes.palette(&name).map_err(|problem| {
            let hint = problem.hint.map_or(String::new(), |hint| format!("; {hint}"));
            format!("there is no theme `{}`{hint}", text::line(&name))
        })?;
    }
    Ok(Request::Theme(Some(name)))
}

fn ordered(name: &str) -> Result<Request, String> {
    let query = checked(query::parse(&format!("sort:{name}")))?;
    match (query.order, query.condition) {
        (Some(order), None) => Ok(Request::OrderBy(order)),
        _ => Err(format!("there is no order `{}`", text::line(name))),
    }
}

fn checked<T>(parsed: Result<T, query::Mistake>) -> Result<T, String> {
    parsed.map_err(|mistake| format!("{}; {}", mistake.what, mistake.hint))
}
