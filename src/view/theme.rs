//! From meaning to colour and weight. Only the terminal's own 16 colours, so that
//! light and dark terminals both work; without colour the weight remains.

use ratatui::style::{Color, Modifier, Style};

use crate::markup;
use crate::markup::Tone;

/// What the screen looks like.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    color: bool,
    accent: Style,
    heat: Style,
    warning: Style,
    code: Style,
    dim: Style,
    bold: Style,
}

impl Theme {
    /// Without `color`, as under `NO_COLOR`, only weight tells things apart.
    #[must_use]
    pub fn new(color: bool) -> Self {
        let tinted = |tint| {
            if color { Style::new().fg(tint) } else { Style::new() }
        };
        Self {
            color,
            // Magenta and red are legible on light and dark palettes alike.
            accent: tinted(Color::Magenta),
            heat: tinted(Color::Red),
            warning: tinted(Color::Yellow).add_modifier(Modifier::BOLD),
            code: if color {
                tinted(Color::Cyan)
            } else {
                Style::new().add_modifier(Modifier::BOLD)
            },
            dim: Style::new().add_modifier(Modifier::DIM),
            bold: Style::new().add_modifier(Modifier::BOLD),
        }
    }

    /// Focus, selection and links.
    pub(super) fn accent(&self) -> Style {
        self.accent
    }

    /// How hot a story is.
    pub(super) fn heat(&self) -> Style {
        self.heat
    }

    /// What went wrong.
    pub(super) fn warning(&self) -> Style {
        self.warning
    }

    /// What is there when looked for.
    pub(super) fn dim(&self) -> Style {
        self.dim
    }

    /// What is to be seen first.
    pub(super) fn bold(&self) -> Style {
        self.bold
    }

    /// What was searched for.
    pub(super) fn found(&self) -> Style {
        if self.color {
            Style::new().fg(Color::Black).bg(Color::Yellow)
        } else {
            Style::new().add_modifier(Modifier::REVERSED)
        }
    }

    /// Letters over a link: they stand out without colour as well.
    pub(super) fn hint(&self) -> Style {
        self.accent.add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// The border of a pane.
    pub(super) fn border(&self, focused: bool) -> Style {
        match (focused, self.color) {
            (true, true) => self.accent,
            (true, false) => self.bold(),
            (false, _) => self.dim(),
        }
    }

    /// Text of a page.
    pub(super) fn text(&self, style: markup::Style, is_link: bool) -> Style {
        let mut shown = match style.tone {
            Tone::Plain => Style::new(),
            Tone::Title | Tone::Heading => self.bold(),
            Tone::Dim | Tone::Quote => self.dim(),
            Tone::Accent => self.accent,
            Tone::Heat => self.heat,
            Tone::Warning => self.warning,
        };
        if style.code {
            shown = shown.patch(self.code);
        }
        if is_link {
            shown = shown.patch(self.accent).add_modifier(Modifier::UNDERLINED);
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
