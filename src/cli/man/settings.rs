//! Formats the settings in the manual: text and examples from the comments of `assets/config.yaml`.

use clap_mangen::roff::{Roff, bold, roman};

use crate::config;
use crate::config::Setting;

/// Lines indented at least this deep are an example.
const EXAMPLE: &str = "  ";

/// Formats every option with its default and description.
pub(super) fn section(roff: &mut Roff) {
    for Setting { name, about, default, .. } in config::options() {
        roff.control("TP", []);
        let gap = if default.is_empty() { "" } else { " " };
        roff.text([bold(format!("{name}:")), roman(format!("{gap}{default}"))]);
        set(roff, &about);
    }
}

/// Formats a first line as a sentence, then text, and examples with their line breaks.
fn set(roff: &mut Roff, about: &str) {
    let mut keeps = false;
    for (at, line) in about.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let is_kept = line.starts_with(EXAMPLE);
        if is_kept != keeps {
            keeps = is_kept;
            roff.control(if is_kept { "nf" } else { "fi" }, []);
        } else if at == 1 {
            roff.control("br", []);
        }
        roff.text([if is_kept { bold(line) } else { roman(line) }]);
    }
    if keeps {
        roff.control("fi", []);
    }
}
