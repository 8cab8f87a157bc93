//! From a command as it is typed to what it does.

use crate::app::App;
use crate::app::action::{Action, Argument, Entry, TABLE};
use crate::app::commands::pipe;
use crate::app::input::sequence::MAX_COUNT;
use crate::app::message::Effect;
use crate::app::overlays::overlay::name_of_order;
use crate::query;
use crate::query::Order;
use crate::query::Sort;
use crate::text;

use super::{placeholder, rows};

/// A command that is understood.
#[derive(Debug)]
pub(super) struct Ordered {
    /// As it is kept for the history.
    pub(super) text: String,
    what: What,
}

#[derive(Debug)]
enum What {
    Perform(Action, Option<usize>),
    Sort(Order),
    View(usize),
    Search(String),
    Mute(String),
    Set(String, String),
    Pipe(pipe::Asked),
}

/// The name of an order, as its menu has it.
pub(super) fn order(sort: Sort) -> &'static str {
    name_of_order(sort)
}

impl App {
    /// What a command means; `None` where no action is called that, and why it cannot be done.
    pub(super) fn understand(&self, text: &str) -> Option<Result<Ordered, String>> {
        let text = text.trim();
        let (entry, argument) = match rows::split(text) {
            Some((entry, argument)) => (entry, argument.trim()),
            None => (TABLE.iter().find(|entry| entry.name == text)?, ""),
        };
        let text = format!("{} {argument}", entry.name).trim().to_owned();
        Some(self.meant(entry, argument).map(|what| Ordered { text, what }))
    }

    fn meant(&self, entry: &Entry, argument: &str) -> Result<What, String> {
        if argument.is_empty() {
            return match entry.action {
                Action::View | Action::Set | Action::Pipe => {
                    Err(format!("{} wants {} behind it", entry.name, placeholder(entry.argument)))
                }
                action => Ok(What::Perform(action, None)),
            };
        }
        match entry.argument {
            Argument::Count => match argument.parse::<usize>() {
                Ok(count @ 1..) => Ok(What::Perform(entry.action, Some(count.min(MAX_COUNT)))),
                _ => Err(format!("behind {} stands a number, as in {} 3", entry.name, entry.name)),
            },
            Argument::Order => ordered(argument),
            Argument::View => self.view_named(argument).map(What::View),
            Argument::Query if entry.action == Action::Mute => {
                checked(query::parse_rule(argument))?;
                Ok(What::Mute(argument.to_owned()))
            }
            Argument::Query => {
                checked(query::parse(argument))?;
                Ok(What::Search(argument.to_owned()))
            }
            Argument::Program => pipe::asked(argument).map(What::Pipe),
            Argument::Setting => {
                let (name, value) = argument
                    .split_once([' ', '=', ':'])
                    .ok_or_else(|| format!("set wants {}", placeholder(entry.argument)))?;
                let value = value.trim();
                self.changed(name, value)?;
                Ok(What::Set(name.to_owned(), value.to_owned()))
            }
        }
    }

    fn view_named(&self, name: &str) -> Result<usize, String> {
        let wanted = text::folded(name);
        let names: Vec<String> =
            self.list.views().iter().map(|view| text::folded(view.name())).collect();
        if let Some(at) = names.iter().position(|name| *name == wanted) {
            return Ok(at);
        }
        let mut begun = names.iter().enumerate().filter(|(_, name)| name.starts_with(&wanted));
        match (begun.next(), begun.next()) {
            (Some((at, _)), None) => Ok(at),
            _ => Err(format!(
                "there is no view `{}`; there are {}",
                text::line(name),
                names.join(", ")
            )),
        }
    }

    /// Does it.
    pub(super) fn carry_out(&mut self, ordered: Ordered) -> Vec<Effect> {
        match ordered.what {
            What::Perform(action, count) => return self.perform(action, count),
            What::Sort(order) => self.sort_by(order),
            What::View(at) => self.turn_to(at),
            What::Search(query) => self.filter_by(&query),
            What::Mute(query) => return self.mute(&query),
            What::Pipe(asked) => return self.pipe(&asked),
            What::Set(name, value) => return self.set(&name, &value),
        }
        Vec::new()
    }
}

fn ordered(name: &str) -> Result<What, String> {
    let query = checked(query::parse(&format!("sort:{name}")))?;
    match (query.order, query.condition) {
        (Some(order), None) => Ok(What::Sort(order)),
        _ => Err(format!("there is no order `{}`", text::line(name))),
    }
}

fn checked<T>(understood: Result<T, query::Mistake>) -> Result<T, String> {
    understood.map_err(|mistake| format!("{}; {}", mistake.what, mistake.hint))
}
