//! Text for the terminal: cleaning, measuring, wrapping, ages. Independent of articles and screens.

mod ago;
mod bidi;
mod clean;
mod entity;
mod fingerprint;
mod natural;
mod near;
mod number;
mod script;
mod width;
mod words;
mod wrap;

pub use ago::{age, day};
pub(crate) use bidi::{has_rtl, is_rtl, mirrored, seen, visual};
pub(crate) use clean::is_harmless;
pub use clean::{line, lines};
pub use entity::decode_entities;
pub(crate) use entity::decode_once;
pub(crate) use fingerprint::fingerprint;
pub(crate) use natural::natural_order;
pub(crate) use near::nearest;
pub(crate) use number::{bytes, counted, in_words, running_time, short_number, thousands};
pub(crate) use script::is_chinese_or_japanese;
pub use width::{clip, fit, width};
pub(crate) use width::{fit_end, is_blank, skip};
pub(crate) use words::{each_word, folded, folded_places, is_unspaced};
pub use wrap::{chop, wrap};
