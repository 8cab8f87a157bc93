//! Opening, following and copying links. Only links that `article::openable` accepts become
//! effects.

use std::fmt::Write;

use url::Url;

use crate::article::Article;
use crate::article::LinkError;
use crate::article::openable;
use crate::store::Id;
use crate::text;

use crate::app::effect::{Effect, Job, TerminalEffect};
use crate::app::overlays::Overlay;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::request::Request;
use crate::app::panes::anchor::{Anchor, Of};
use crate::app::panes::layout::Focus;
use crate::app::{App, Status};

/// Number of links above which the user is asked before opening them.
const ASK_ABOVE: usize = 5;

impl App {
    /// Opens the picked articles, else the link of that number, else the selection of the related
    /// pane, else the article itself.
    pub(in crate::app) fn open(&mut self, number: Option<usize>) -> Vec<Effect> {
        self.list.choose();
        if !self.picked().is_empty() {
            return self.open_picked();
        }
        if let Some(number) = number {
            return self.open_numbered(number);
        }
        if self.focus == Focus::Related {
            let at = self.related.cursor.at;
            return self.open_related(at + 1);
        }
        let Some(article) = self.shown() else {
            self.status = Status::warning("no article to open");
            return Vec::new();
        };
        match article.link() {
            Ok(url) => {
                let read: Vec<Id> = self.reader.id().into_iter().collect();
                self.open_and_mark(vec![url.to_string()], &read)
            }
            Err(reason) => {
                self.status = Status::warning(format!("cannot open: {reason}"));
                Vec::new()
            }
        }
    }

    /// Opens the links of all picked articles.
    fn open_picked(&mut self) -> Vec<Effect> {
        let rows = self.targets(None).unwrap_or_default();
        let articles = rows.iter().filter_map(|id| self.store.get(*id));
        let links = articles.map(Article::link).collect();
        self.launch_all(links, rows)
    }

    /// Opens the related link of that number, from 1.
    pub(in crate::app) fn open_related(&mut self, number: usize) -> Vec<Effect> {
        let Some(item) = number.checked_sub(1).and_then(|at| self.related.items.get(at)) else {
            self.status = Status::warning(match self.related.items.len() {
                0 => "there are no related links".to_owned(),
                1 => "there is only one related link".to_owned(),
                count => format!("no related link {number}, there are {count}"),
            });
            return Vec::new();
        };
        let link = openable(item.related.url.as_deref());
        match link {
            Ok(url) => {
                if self.focus == Focus::Related {
                    self.related.cursor.go(number - 1, self.related.items.len());
                }
                let read: Vec<Id> = item.article.into_iter().collect();
                self.open_and_mark(vec![url.to_string()], &read)
            }
            Err(reason) => {
                let reason = match reason {
                    LinkError::Missing => "it has no link".to_owned(),
                    other => other.to_string(),
                };
                self.status =
                    Status::warning(format!("cannot open related link {number}: {reason}"));
                Vec::new()
            }
        }
    }

    /// Opens the article and all its related links, each page once.
    pub(in crate::app) fn open_all(&mut self) -> Vec<Effect> {
        self.list.choose();
        let Some(article) = self.shown() else {
            self.status = Status::warning("no article to open");
            return Vec::new();
        };
        let related = self.related.items.iter().map(|item| openable(item.related.url.as_deref()));
        let links: Vec<_> = std::iter::once(article.link()).chain(related).collect();
        let read = self.reader.id().into_iter().collect();
        self.launch_all(links, read)
    }

    /// Opens each of the links once and marks the `read` articles as read; asks first if there are
    /// many.
    fn launch_all(&mut self, links: Vec<Result<Url, LinkError>>, read: Vec<Id>) -> Vec<Effect> {
        let (mut urls, mut refused) = (Vec::new(), 0);
        for link in links {
            match link {
                Ok(url) if urls.contains(&url.to_string()) => {}
                Ok(url) => urls.push(url.to_string()),
                Err(_) => refused += 1,
            }
        }
        if urls.is_empty() {
            self.status = Status::warning("none of the links can be opened");
            return Vec::new();
        }
        if urls.len() > ASK_ABOVE {
            let mut question = format!("Open {} links in the browser?", urls.len());
            if refused > 0 {
                let _ = write!(question, " ({refused} more cannot be opened)");
            }
            let yes = Request::OpenAll { urls, read };
            self.overlays.push(Overlay::Confirm(Confirm { question, yes }));
            return Vec::new();
        }
        let effects = self.open_and_mark(urls, &read);
        if refused > 0
            && let Status::Info(words) = &mut self.status
        {
            let _ = write!(words, " ({refused} more cannot be opened)");
        }
        effects
    }

    pub(in crate::app) fn open_and_mark(&mut self, urls: Vec<String>, read: &[Id]) -> Vec<Effect> {
        let mut effects = self.launch(urls.clone());
        let marks = self.mark_read(read);
        if !marks.is_empty() {
            let changes = self.steps.done.last().map(|step| step.changes.clone());
            self.opening.note(urls, changes.unwrap_or_default());
        }
        effects.extend(marks);
        effects
    }

    /// Reports the outcome of opening a link. What could not be opened has not been read.
    pub(in crate::app) fn take_opened(
        &mut self,
        url: &str,
        outcome: Result<(), String>,
    ) -> Vec<Effect> {
        let changes = self.opening.unopened(url, outcome.is_ok());
        self.status = self.opening.end(url, outcome);
        changes.map_or_else(Vec::new, |changes| self.take_back(&changes))
    }

    /// Copies the links of all picked articles, one per line.
    fn copy_picked(&mut self, with_title: bool) -> Vec<Effect> {
        let rows = self.targets(None).unwrap_or_default();
        let line = |article: &Article| {
            let url = article.link().ok()?;
            Some(if with_title { format!("{} – {url}", article.title) } else { url.to_string() })
        };
        let lines: Vec<String> = rows.iter().filter_map(|id| line(self.store.get(*id)?)).collect();
        if lines.is_empty() {
            self.status = Status::warning("nothing to copy: none of them has a link");
            return Vec::new();
        }
        self.status = Status::info(format!("copied {}", text::counted(lines.len(), "link")));
        vec![Effect::Terminal(TerminalEffect::Copy(lines.join("\n")))]
    }

    /// Opens links in this order.
    pub(in crate::app) fn launch(&mut self, urls: Vec<String>) -> Vec<Effect> {
        self.opening.ask(urls.len());
        self.status = match urls.as_slice() {
            [url] => Status::info(format!("opening {}", text::line(url))),
            many => Status::info(format!("opening {} links", many.len())),
        };
        urls.into_iter().map(|url| Effect::Job(Job::Open(url))).collect()
    }

    /// Follows the selected related link: jumps to its article if it is in the store, otherwise
    /// opens the link.
    pub(in crate::app) fn follow(&mut self) -> Vec<Effect> {
        let Some(target) = self.related.selected().map(|item| item.article) else {
            return Vec::new();
        };
        let Some(id) = target else {
            return self.open(None);
        };
        self.jump_to(id);
        Vec::new()
    }

    /// Copies the link, or `title – link`, of the selection in the focused pane.
    pub(in crate::app) fn copy(&mut self, with_title: bool) -> Vec<Effect> {
        if !self.picked().is_empty() {
            return self.copy_picked(with_title);
        }
        let selected = if self.focus == Focus::Related {
            self.related
                .selected()
                .map(|item| (item.related.title.to_string(), openable(item.related.url.as_deref())))
        } else {
            self.shown().map(|article| (article.title.to_string(), article.link()))
        };
        match selected {
            None => self.status = Status::warning("nothing to copy"),
            Some((_, Err(reason))) => {
                self.status = Status::warning(format!("cannot copy: {reason}"));
            }
            Some((title, Ok(url))) => {
                let copied =
                    if with_title { format!("{title} – {url}") } else { url.to_string() };
                self.status = Status::info(format!("copied {copied}"));
                return vec![Effect::Terminal(TerminalEffect::Copy(copied))];
            }
        }
        Vec::new()
    }

    /// Opens a link and marks its article as read.
    pub(in crate::app) fn open_anchor(&mut self, anchor: Anchor) -> Vec<Effect> {
        self.list.choose();
        let read = match anchor.of {
            Of::Row(id) => Some(id),
            Of::Title => self.reader.id(),
            Of::Related(at) => self.related.items.get(at).and_then(|item| item.article),
            Of::Text(link) => {
                let written = self.reader.target(link).map(str::to_owned);
                return written.map_or_else(Vec::new, |written| self.follow_link(&written));
            }
        };
        let read: Vec<Id> = read.into_iter().collect();
        self.open_and_mark(vec![anchor.url], &read)
    }
}
