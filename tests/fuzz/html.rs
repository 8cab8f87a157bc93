//! Bodies: HTML, and the other markup languages beside it.

use newswire::{Format, Line, flow, parse_markup};

use super::mutator::{Material, Numbers};
use super::{Target, fixtures};

const PIECES: &[&str] = &[
    "<b>",
    "</b>",
    "<i",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td colspan=1000>",
    "<td rowspan=0>",
    "<th>",
    "</table>",
    "<ul>",
    "<ol start=-99>",
    "<li>",
    "</ul>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<pre>",
    "</pre>",
    "<code>",
    "<blockquote>",
    "</blockquote>",
    "<h1>",
    "<h7>",
    "<svg>",
    "<math>",
    "<template>",
    "<select>",
    "<option>",
    "<frameset>",
    "<body>",
    "</html>",
    "<plaintext>",
    "<textarea>",
    "<title>",
    "<script>",
    "</script>",
    "<style>",
    "<iframe src='x'>",
    "<noscript>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<!",
    "</",
    "<",
    ">",
    "/>",
    "\"",
    "'",
    "=",
    "<a href='",
    "<a href='javascript:x'>",
    "</a>",
    "<a href='#n' id='m'>",
    "<img src='x' alt='",
    "<img srcset=",
    "<video src=x>",
    "<br>",
    "<hr>",
    "<input type=checkbox checked>",
    "<figure>",
    "<figcaption>",
    "<sup>",
    "<sub>",
    "<ruby>",
    "<rt>",
    "<details>",
    "<summary>",
    "&lt;",
    "&#27;",
    "&#x202e;",
    "&",
    "&nbsp;",
    "# ",
    "> ",
    "- ",
    "1. ",
    "```\n",
    "| a |\n|--|\n",
    "[^1]",
    "\n[^1]: ",
    "](",
    "![",
    "**",
    "\n\n",
    "    ",
    "\u{200b}",
    "\u{1100}\u{1100}",
    "🇩🇪",
    "👨\u{200d}👩",
    "﷽",
];

const FORMATS: [Format; 5] =
    [Format::Html, Format::Html, Format::Html, Format::Markdown, Format::Plain];

#[test]
fn bodies_are_laid_out_without_controls_and_no_wider_than_the_pane() {
    let material = Material { seeds: fixtures(&["reading", "pages"]), pieces: PIECES };
    Target { name: "html", material, inputs: 150, check }.run();
}

fn check(bytes: &[u8], numbers: &mut Numbers) {
    let body = String::from_utf8_lossy(bytes);
    let document = parse_markup(numbers.one(&FORMATS), &body);
    let width = u16::try_from(2 + numbers.below(90)).expect("fits");
    let mut place = 0;
    for line in flow(&document.blocks, width) {
        assert_fits(&line, usize::from(width), document.links.len());
        assert!(line.place >= place, "{:?}", line.text());
        place = line.place;
    }
}

fn assert_fits(line: &Line, width: usize, links: usize) {
    let text = line.text();
    assert!(!text.contains(char::is_control), "{text:?}");
    assert!(line.sideways.is_some() || line.width() <= width, "{text:?}");
    assert!(line.window(3, width).width() <= width, "{text:?}");
    for link in line.spans.iter().filter_map(|span| span.link) {
        assert!((link as usize) < links, "{text:?}");
    }
}
