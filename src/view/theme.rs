//! Maps meaning to colour and weight: a palette as a terminal shows it. Without colour only the
//! weight remains.

mod page;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::config::Ink;
use crate::config::Palette;
use crate::terminal::Depth;

use super::color;
use super::ground::Ground;

/// The styles of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    depth: Depth,
    linked: bool,
    text: Option<Color>,
    background: Option<Color>,
    accent: Style,
    heat: Style,
    warning: Style,
    title: Style,
    heading: Style,
    quote: Style,
    code: Style,
    keyword: Style,
    literal: Style,
    comment: Style,
    /// Background of code.
    code_ground: Option<Color>,
    dim: Style,
    bold: Style,
    selection: Style,
    border: Style,
    found: Style,
    focused_ground: Ground,
    quiet_ground: Ground,
}

impl Theme {
    /// The terminal's own palette. Without `color`, as under `NO_COLOR`, only weight distinguishes
    /// styles.
    #[must_use]
    pub fn new(color: bool) -> Self {
        Self::of(&Palette::TERMINAL, if color { Depth::Sixteen } else { Depth::None })
    }

    /// A palette on a terminal of this colour depth.
    #[must_use]
    pub fn of(palette: &Palette, depth: Depth) -> Self {
        if depth == Depth::None {
            return Self::plain();
        }
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let palette = reduced(palette, depth);
        let tinted = |ink: Ink| color::shown(ink).map_or(Style::new(), |it| Style::new().fg(it));
        let found = tinted(palette.found_text).remove_modifier(Modifier::DIM);
        let (focused_ground, quiet_ground) = Ground::pair(&palette, depth);
        Self {
            depth,
            linked: false,
            text: color::shown(palette.text),
            background: color::shown(palette.background),
            accent: tinted(palette.accent),
            heat: tinted(palette.heat),
            warning: tinted(palette.warning).patch(bold),
            title: if palette.heading == palette.accent {
                bold.add_modifier(Modifier::UNDERLINED)
            } else {
                tinted(palette.accent).patch(bold)
            },
            heading: tinted(palette.heading),
            quote: tinted(palette.quote).add_modifier(Modifier::ITALIC),
            code: tinted(palette.code),
            keyword: tinted(palette.keyword),
            literal: tinted(palette.literal),
            comment: quiet(palette.comment, palette.text),
            code_ground: color::shown(palette.code_ground),
            dim: quiet(palette.dim, palette.text),
            bold,
            selection: tinted(palette.selection),
            border: quiet(palette.border, palette.text),
            found: color::shown(palette.found).map_or(found, |it| found.bg(it)),
            focused_ground,
            quiet_ground,
        }
    }

    fn plain() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let dim = Style::new().add_modifier(Modifier::DIM);
        Self {
            depth: Depth::None,
            linked: false,
            text: None,
            background: None,
            accent: Style::new(),
            heat: Style::new(),
            warning: bold,
            title: bold.add_modifier(Modifier::UNDERLINED),
            heading: Style::new(),
            quote: Style::new().add_modifier(Modifier::ITALIC),
            code: bold.add_modifier(Modifier::DIM),
            keyword: bold,
            literal: Style::new(),
            comment: dim,
            code_ground: None,
            dim,
            bold,
            selection: Style::new(),
            border: dim,
            found: Style::new().add_modifier(Modifier::REVERSED),
            focused_ground: Ground::Reversed,
            quiet_ground: Ground::Underlined,
        }
    }

    /// The same theme with links encoded in cells, for [`super::links()`].
    #[must_use]
    pub fn with_links(self, linked: bool) -> Self {
        Self { linked, ..self }
    }

    /// Whether links are encoded in cells.
    pub(super) fn is_linked(&self) -> bool {
        self.linked
    }

    /// Applies the theme's colours to cells without their own. Runs after everything is drawn,
    /// since cleared cells have the terminal's colours.
    pub(super) fn ground(&self, area: Rect, buffer: &mut Buffer) {
        if self.text.is_none() && self.background.is_none() {
            return;
        }
        for place in area.positions() {
            let cell = &mut buffer[place];
            if let (Color::Reset, Some(text)) = (cell.fg, self.text) {
                cell.fg = text;
            }
            if let (Color::Reset, Some(background)) = (cell.bg, self.background) {
                cell.bg = background;
            }
        }
    }

    /// Reduces all colours of cells to those that the terminal supports.
    pub(super) fn reduce(&self, area: Rect, buffer: &mut Buffer) {
        if self.depth != Depth::Many {
            return;
        }
        let reduced = |color: Color| match color {
            Color::Rgb(red, green, blue) => Color::Indexed(color::of_many((red, green, blue))),
            other => other,
        };
        for place in area.positions() {
            let cell = &mut buffer[place];
            (cell.fg, cell.bg) = (reduced(cell.fg), reduced(cell.bg));
        }
    }

    /// Focus and links.
    pub(super) fn accent(&self) -> Style {
        self.accent
    }

    /// The bar of the selected row.
    pub(super) fn selection(&self) -> Style {
        self.selection
    }

    /// The ground of the selected row; quieter in a pane without the focus.
    pub(super) fn selected(&self, focused: bool) -> Ground {
        if focused { self.focused_ground } else { self.quiet_ground }
    }

    /// The heat of a story.
    pub(super) fn heat(&self) -> Style {
        self.heat
    }

    /// Errors and warnings.
    pub(super) fn warning(&self) -> Style {
        self.warning
    }

    /// Secondary text.
    pub(super) fn dim(&self) -> Style {
        self.dim
    }

    /// Primary text.
    pub(super) fn bold(&self) -> Style {
        self.bold
    }

    /// Search matches.
    pub(super) fn found(&self) -> Style {
        self.found
    }

    /// Letter hints over links: they stand out even without colour.
    pub(super) fn hint(&self) -> Style {
        self.accent.add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// The border of a pane.
    pub(super) fn border(&self, focused: bool) -> Style {
        match (focused, (self.depth != Depth::None)) {
            (true, true) => self.accent,
            (true, false) => self.bold(),
            (false, _) => self.border,
        }
    }

    /// The background of code.
    pub(super) fn code_ground(&self) -> Option<Color> {
        self.code_ground
    }
}

/// Reduces a palette to the colours of a terminal. If text would be illegible on the resulting
/// background, both become the terminal's own.
fn reduced(palette: &Palette, depth: Depth) -> Palette {
    let background = color::nearest(palette.background, depth);
    let text = match depth {
        Depth::Sixteen => color::text_of_few(palette.text, background),
        _ => color::mapped(palette.text, depth, background),
    };
    let readable = text != Ink::Default || palette.text == Ink::Default;
    let background = if readable { background } else { Ink::Default };
    let of = |ink: Ink| color::mapped(ink, depth, background);
    // Many palettes make the grey of the 16 colours as dark as their background.
    let by_weight = !readable || depth == Depth::Sixteen;
    let quiet = |ink: Ink| match ink {
        Ink::Rgb(..) | Ink::Number(16..) if by_weight => Ink::Default,
        ink => of(ink),
    };
    let found = color::nearest(palette.found, depth);
    let code_ground = match color::nearest(palette.code_ground, depth) {
        code_ground if code_ground == background || !readable => Ink::Default,
        code_ground => code_ground,
    };
    let in_code = |ink: Ink| match code_ground {
        Ink::Default => of(ink),
        code_ground => color::mapped(ink, depth, code_ground),
    };
    Palette {
        background,
        text: if readable { text } else { Ink::Default },
        dim: quiet(palette.dim),
        accent: of(palette.accent),
        heat: of(palette.heat),
        warning: of(palette.warning),
        code: in_code(palette.code),
        selection: of(palette.selection),
        border: quiet(palette.border),
        found,
        found_text: color::mapped(palette.found_text, depth, found),
        heading: of(palette.heading),
        quote: quiet(palette.quote),
        code_ground,
        keyword: in_code(palette.keyword),
        literal: in_code(palette.literal),
        comment: quiet(palette.comment),
    }
}

/// Distinguishes quiet text by its colour or, if that equals the text colour, by weight.
fn quiet(ink: Ink, text: Ink) -> Style {
    match color::shown(ink).filter(|_| ink != text) {
        Some(color) => Style::new().fg(color),
        None => Style::new().add_modifier(Modifier::DIM),
    }
}
