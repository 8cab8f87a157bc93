//! The settings in the manual: what `assets/config.yaml` says of each, set as text and examples.

use clap_mangen::roff::{Roff, bold, roman};

use crate::config;
use crate::config::Setting;

/// What is written deeper than this is an example.
const EXAMPLE: &str = "  ";

/// Every option with its default and all that is said of it.
pub(super) fn section(roff: &mut Roff) {
    for Setting { name, about, default, .. } in config::options() {
        roff.control("TP", []);
        let gap = if default.is_empty() { "" } else { " " };
        roff.text([bold(format!("{name}:")), roman(format!("{gap}{default}"))]);
        set(roff, &about);
    }
}

/// A first line that is a sentence of its own, then text and examples, which keep their lines.
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
