//! The picture in the README matches the current screen.

#[path = "picture/scene.rs"]
mod scene;
#[path = "picture/strokes.rs"]
mod strokes;
mod support;
#[path = "picture/svg.rs"]
mod svg;

use std::fs;
use std::path::Path;

/// Returns the picture in `assets/`; empty if it does not exist yet.
fn kept() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screen.svg");
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn the_picture_that_is_kept_is_the_screen() {
    let (kept, drawn) = (kept(), scene::picture());
    let pairs = kept.lines().zip(drawn.lines());
    let first = pairs.enumerate().find(|(_, (kept, now))| kept != now);
    assert!(
        kept == drawn,
        "the screen has changed; draw its picture anew, and look at it:\n    \
         cargo run --example picture > assets/screen.svg\nthe first difference: {first:?}"
    );
}

/// Returns the text of the picture in order, without tags.
fn words(svg: &str) -> String {
    let texts = svg.split("</text>").filter_map(|before| before.rsplit_once('>'));
    texts.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_word_of_the_screen_is_in_the_picture() {
    let screen = scene::screen();
    let shown = words(&svg::svg(&screen, "a <title>", &scene::palette()));
    assert!(shown.starts_with("a &lt;title&gt; "), "{shown}");
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let lines = ('\u{2500}'..'\u{25a0}').collect::<Vec<_>>();
    for row in support::rows(&screen, screen.area) {
        let row = row.replace(&lines[..], "").replace('&', "&amp;");
        assert!(squeezed(&shown).contains(&squeezed(&row)), "{row} is not in {shown}");
    }
}

/// It loads at once, and a font with narrower letters does not change the layout.
#[test]
fn the_picture_is_small_and_nothing_leaves_its_window() {
    let kept = kept();
    assert!(kept.len() < 100_000, "{} bytes", kept.len());
    let of = |line: &str, name: &str| -> Option<f32> {
        line.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0.parse().ok()
    };
    let width = of(&kept, "width").expect("a width");
    let height = of(&kept, "height").expect("a height");
    let mut texts = 0;
    for line in kept.lines().filter(|line| line.starts_with("<text ") && line.contains("class")) {
        let (x, y) = (of(line, "x").expect("a column"), of(line, "y").expect("a row"));
        let end = x + of(line, "textLength").unwrap_or_default();
        assert!(x > 0.0 && end < width && y < height, "{line}");
        texts += 1;
    }
    assert!(texts > 100, "{texts} texts were found");
}
