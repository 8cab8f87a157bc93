//! Output of a program that received an article.

use ratatui::layout::Position;

use crate::text;

use crate::app::message::Piped;
use crate::app::overlays::layer::{Answer, Context, Layer, rows_of};
use crate::app::panes::layout;

/// Output of a program.
#[derive(Debug)]
pub struct CommandOutput {
    /// The program, and its exit status if that matters.
    pub title: String,
    /// Whether the program failed.
    pub failed: bool,
    /// The lines, wrapped for the box.
    pub shown: Vec<String>,
    /// The first visible line.
    pub scroll: usize,
    lines: Vec<String>,
    columns: usize,
}

impl CommandOutput {
    pub(in crate::app) fn new(piped: Piped) -> Self {
        let Piped { name, lines, outcome } = piped;
        let (failed, title) = match outcome {
            Ok(()) => (false, name),
            Err(why) => (true, format!("{name} {why}")),
        };
        Self { title, failed, shown: Vec::new(), scroll: 0, lines, columns: 0 }
    }

    /// Wraps the lines to `columns`.
    fn fit(&mut self, columns: usize) {
        let broken = |line: &String| {
            let parts = text::wrap(line, columns.max(1)).into_iter();
            let parts: Vec<String> =
                parts.map(|range| line.get(range).unwrap_or_default().to_owned()).collect();
            if parts.is_empty() { vec![String::new()] } else { parts }
        };
        self.shown = self.lines.iter().flat_map(broken).collect();
        self.columns = columns;
    }
}

impl Layer for CommandOutput {
    fn step(&mut self, rows: isize, _: &Context<'_>) {
        self.scroll = self.scroll.saturating_add_signed(rows);
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Answer {
        if layout::overlay(context.screen).contains(at) { Answer::Stay } else { Answer::Close }
    }

    fn settle(&mut self, context: &Context<'_>) {
        let columns = layout::overlay_text(context.screen);
        if self.columns != columns {
            self.fit(columns);
        }
        let rows = rows_of(context.screen);
        self.scroll = self.scroll.min(self.shown.len().saturating_sub(rows));
    }
}
