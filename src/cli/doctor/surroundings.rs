//! Checks what the environment says about the terminal. External programs are checked elsewhere.

use std::io::{self, IsTerminal};

use crossterm::terminal as tty;

use crate::cli::Color;
use crate::config::Images;
use crate::config::Showing;
use crate::config::WhenKnown;
use crate::picture;
use crate::terminal::Depth;
use crate::terminal::Multiplexer;
use crate::terminal::Protocol;
use crate::terminal::Terminal;
use crate::terminal::TextOrder;

use super::{Finding, State};

/// Returns the user-facing name of the terminal.
fn named(terminal: &Terminal) -> String {
    let own = Some(terminal.program()).filter(|own| !own.is_empty() && *own != "tmux");
    let within = terminal.within().map(|it| format!(", inside {}", it.name()));
    let name = terminal.name().or(own);
    let name = name.map_or_else(
        || terminal.term().to_owned(),
        |name| {
            if terminal.term().is_empty() {
                name.to_owned()
            } else {
                format!("{name} ({})", terminal.term())
            }
        },
    );
    name + &within.unwrap_or_default()
}

pub(super) fn terminal_found(terminal: &Terminal) -> Finding {
    let shown = named(terminal);
    match terminal.term() {
        "" if terminal.is_simple() => Finding::new("terminal", State::Warn, "TERM is not set")
            .hint("run this in the terminal in which you read"),
        "dumb" => Finding::new("terminal", State::Warn, "TERM is dumb: drawing may not work")
            .hint("use another terminal; `newswire list` works everywhere"),
        _ if !io::stdout().is_terminal() => {
            Finding::new("terminal", State::Warn, format!("{shown}; this goes to a pipe"))
                .hint("the reader itself needs a terminal")
        }
        _ => Finding::new("terminal", State::Pass, shown),
    }
}

pub(super) fn size() -> Finding {
    match tty::size() {
        Ok((width @ 80.., height @ 18..)) => {
            Finding::new("width", State::Pass, format!("{width} × {height}: panes side by side"))
        }
        Ok((width @ 80.., height)) => {
            Finding::new("width", State::Warn, format!("{width} × {height}: rows of one line"))
                .hint("18 lines or more leave room for two lines per row")
        }
        Ok((width @ 1.., height)) => {
            Finding::new("width", State::Warn, format!("{width} × {height}: one pane at a time"))
                .hint("80 columns or more show list and article side by side")
        }
        _ => Finding::new("width", State::Warn, "the size of the terminal is not known")
            .hint("run this in the terminal in which you read"),
    }
}

pub(super) fn color(asked: Color, terminal: &Terminal) -> Finding {
    if !asked.allowed(true) {
        let cause = if asked == Color::Never { "--color never" } else { "NO_COLOR or TERM" };
        return Finding::new("colour", State::Warn, format!("off, because of {cause}"))
            .hint("weight alone tells things apart; --color always turns colour on");
    }
    let depth = match terminal.depth() {
        Depth::True => "16 million colours",
        Depth::Many => "256 colours",
        Depth::Sixteen | Depth::None => "16 colours",
    };
    Finding::new("colour", State::Pass, format!("{depth}; newswire needs 16"))
}

pub(super) fn letters(terminal: &Terminal) -> Finding {
    let locale = terminal.locale();
    if terminal.is_utf8() || cfg!(target_os = "macos") {
        return Finding::new("text", State::Pass, format!("UTF-8 ({locale})"));
    }
    let shown = if locale.is_empty() { "not set" } else { locale };
    Finding::new("text", State::Warn, format!("the locale is {shown}"))
        .hint("letters beyond ASCII may be wrong; set LANG to one that ends in UTF-8")
}

pub(super) fn pictures(images: Images, color: Color, terminal: &Terminal) -> Finding {
    let servers = if images.fetch { "servers are asked" } else { "servers are not asked" };
    let (who, off) = (who(terminal), images.show == Showing::Off);
    let after = if off { ", once a key asks for them" } else { "" };
    let finding = |state, what: &str| {
        Finding::new("pictures", state, format!("{what}{after}; {servers} for any"))
    };
    match picture::protocol(images, terminal, color.allowed(true), None) {
        Err(why) => Finding::new("pictures", State::Warn, format!("not shown: {why}"))
            .hint("the page of the article in the browser has them"),
        Ok(None) if terminal.depth() == Depth::Sixteen => finding(
            State::Warn,
            "too few colours for half blocks, unless the terminal knows better",
        ),
        Ok(None) => finding(State::Pass, "the reader asks the terminal to identify itself"),
        Ok(Some(way)) if matches!(images.show, Showing::In(_)) => {
            finding(State::Pass, &format!("{}, because of `images:`", way.name()))
        }
        Ok(Some(Protocol::HalfBlocks)) => {
            let found =
                finding(State::Warn, &format!("half blocks: {who} is not known to support more"));
            match terminal.within() {
                Some(Multiplexer::Tmux { .. }) => found.hint(
                    "tmux passes on more with `set -g allow-passthrough on` and `images: kitty`",
                ),
                _ => found.hint("`images: kitty`, iterm or sixel tries it anyway"),
            }
        }
        Ok(Some(way)) => finding(State::Pass, &format!("{who} shows them ({})", way.name())),
    }
}

/// Returns the terminal, or the multiplexer around it if that decides.
fn who(terminal: &Terminal) -> &'static str {
    let within = terminal.within().map(Multiplexer::name);
    within.or_else(|| terminal.name()).unwrap_or("this terminal")
}

pub(super) fn links(setting: WhenKnown, terminal: &Terminal) -> Finding {
    let who = who(terminal);
    match setting {
        WhenKnown::Off => Finding::new("links", State::Pass, "not marked, because of `links: off`"),
        WhenKnown::On => {
            Finding::new("links", State::Pass, "marked (OSC 8), because of `links: on`")
        }
        WhenKnown::Auto if terminal.has_links() => {
            Finding::new("links", State::Pass, format!("{who} makes them clickable (OSC 8)"))
        }
        WhenKnown::Auto => {
            let what = format!("not known whether {who} shows links");
            Finding::new("links", State::Warn, what)
                .hint("the reader opens them with a key all the same; `links: on` tries")
        }
    }
}

pub(super) fn title(is_wanted: bool, terminal: &Terminal) -> Finding {
    match (is_wanted, terminal.is_simple()) {
        (false, _) => Finding::new("title", State::Pass, "left alone, because of `title: off`"),
        (true, true) => Finding::new("title", State::Warn, "there is no window to give one to"),
        (true, false) => Finding::new("title", State::Pass, "the window shows how much is unread"),
    }
}

pub(super) fn progress(setting: WhenKnown, terminal: &Terminal) -> Finding {
    let who = who(terminal);
    let pass = |what: String| Finding::new("progress", State::Pass, what);
    match setting {
        _ if terminal.is_simple() => {
            Finding::new("progress", State::Warn, "there is no window that shows it")
        }
        WhenKnown::Off => pass("not reported, because of `progress: off`".to_owned()),
        WhenKnown::On => pass("reported (OSC 9;4), because of `progress: on`".to_owned()),
        WhenKnown::Auto if terminal.has_progress() => {
            pass(format!("{who} shows the progress of a long load (OSC 9;4)"))
        }
        WhenKnown::Auto => {
            let what = format!("not known whether {who} shows it");
            Finding::new("progress", State::Warn, what).hint("`progress: on` tries it anyway")
        }
    }
}

pub(super) fn order(setting: Option<bool>, terminal: &Terminal) -> Finding {
    let what = match setting {
        Some(true) => "newswire orders Arabic and Hebrew, because of `bidi: on`".to_owned(),
        Some(false) => "left to the terminal, because of `bidi: off`".to_owned(),
        None => {
            let who = terminal.name().unwrap_or("the terminal");
            match terminal.text_order() {
                TextOrder::Seen => "newswire orders Arabic and Hebrew".to_owned(),
                TextOrder::Written => format!("{who} orders Arabic and Hebrew itself"),
                TextOrder::Words | TextOrder::MarkedWords => format!(
                    "{who} turns the letters of Arabic and Hebrew words, newswire orders the words"
                ),
            }
        }
    };
    let finding = Finding::new("order", State::Pass, what);
    if setting.is_none() && terminal.within().is_some() {
        return finding.hint("if words run backwards, set `bidi: on` or `bidi: off`");
    }
    finding
}
