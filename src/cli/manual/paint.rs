//! Paints the lines of a page in the terminal's colours, as the reader's theme `terminal` does.

use clap::builder::styling::{AnsiColor, Style};

use crate::markup;
use crate::markup::Line;
use crate::markup::Tone;

use super::super::output::Output;

pub(super) fn line(line: &Line, output: &Output<'_>) -> String {
    let spans = line.spans.iter();
    spans.map(|span| output.paint(style(span.style, span.link.is_some()), &span.text)).collect()
}

fn style(text: markup::Style, is_link: bool) -> Style {
    let base = match text.tone {
        _ if is_link => AnsiColor::Magenta.on_default().underline(),
        Tone::Plain if text.code => AnsiColor::Cyan.on_default(),
        Tone::Plain => Style::new(),
        Tone::Title | Tone::Heading(_) => Style::new().bold(),
        Tone::Dim | Tone::Comment => Style::new().dimmed(),
        Tone::Quote => Style::new().italic(),
        Tone::Accent | Tone::Keyword => AnsiColor::Magenta.on_default(),
        Tone::Heat | Tone::Literal => AnsiColor::Red.on_default(),
        Tone::Warning => AnsiColor::Yellow.on_default().bold(),
    };
    let base = if text.strong { base.bold() } else { base };
    let base = if text.emphasis { base.italic() } else { base };
    if text.struck { base.strikethrough() } else { base }
}
