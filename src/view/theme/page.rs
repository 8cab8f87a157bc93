//! The styles of an article's text.

use ratatui::style::{Modifier, Style};

use crate::markup;
use crate::markup::Tone;

use super::Theme;

impl Theme {
    /// A heading within an article.
    fn heading(&self, level: u8) -> Style {
        let levels = if self.heading.fg.is_some() { LEVELS } else { COLORLESS_LEVELS };
        let at = usize::from(level).clamp(1, levels.len()) - 1;
        self.heading.add_modifier(levels[at])
    }

    /// Text of a page.
    pub(in super::super) fn text(&self, style: markup::Style, is_link: bool) -> Style {
        let mut shown = match style.tone {
            Tone::Plain => Style::new(),
            Tone::Title => self.title,
            Tone::Heading(level) => self.heading(level),
            Tone::Dim => self.dim(),
            Tone::Quote => self.quote,
            Tone::Accent => self.accent,
            Tone::Heat => self.heat,
            Tone::Warning => self.warning,
            Tone::Keyword => self.keyword,
            Tone::Literal => self.literal,
            Tone::Comment => self.comment,
        };
        let is_coloured = matches!(style.tone, Tone::Keyword | Tone::Literal | Tone::Comment);
        if style.code && !is_coloured {
            // Code in a quote is not slanted.
            shown = shown.patch(self.code).remove_modifier(Modifier::ITALIC);
        }
        if style.code && !is_link {
            shown.bg = self.code_ground;
        }
        // Numbers and pictures are dim even where they are links.
        if is_link && style.tone != Tone::Dim {
            shown = shown.patch(self.accent).add_modifier(Modifier::UNDERLINED);
            if self.accent.fg.is_some() {
                // What is dim and coloured cannot be read on black.
                shown = shown.remove_modifier(Modifier::DIM);
            }
        }
        let modifiers = [
            (style.strong, Modifier::BOLD),
            (style.emphasis, Modifier::ITALIC),
            (style.struck, Modifier::CROSSED_OUT),
        ];
        for (_, modifier) in modifiers.into_iter().filter(|(on, _)| *on) {
            shown = shown.add_modifier(modifier);
        }
        shown
    }
}

/// The weights of headings by their level, from 1. Without colour they are also told apart from
/// the title, strong text and links.
const LEVELS: [Modifier; 6] = [
    Modifier::BOLD.union(Modifier::UNDERLINED),
    Modifier::BOLD,
    Modifier::BOLD.union(Modifier::ITALIC),
    Modifier::empty(),
    Modifier::ITALIC,
    Modifier::ITALIC.union(Modifier::UNDERLINED),
];
const COLORLESS_LEVELS: [Modifier; 6] = [
    Modifier::BOLD.union(Modifier::UNDERLINED).union(Modifier::ITALIC),
    Modifier::BOLD.union(Modifier::ITALIC),
    Modifier::UNDERLINED.union(Modifier::ITALIC),
    Modifier::DIM.union(Modifier::BOLD).union(Modifier::UNDERLINED),
    Modifier::DIM.union(Modifier::ITALIC),
    Modifier::DIM.union(Modifier::UNDERLINED),
];
