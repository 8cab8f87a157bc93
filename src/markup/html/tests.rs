//! Each element as a reader sees it.

use super::super::block::{Block, Inline, Tone};
use super::super::tests::shown_html as shown;
use super::*;

fn inlines(html: &str) -> Vec<Inline> {
    match parse(html).blocks.pop() {
        Some(Block::Paragraph(text) | Block::Heading { text, .. }) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn white_space_is_as_in_a_browser() {
    let html =
        "<p>\n  a <b> b</b>\n<i>c</i>d </p>  <p> </p><p>&nbsp;</p>\n<div>e<div>f</div>g</div>";
    assert_eq!(shown(html, 40), ["a b cd", "", "e", "", "f", "", "g"]);
    assert_eq!(shown("a<br>b<br><br>c<br>", 40), ["a", "b", "", "c"]);
}

#[test]
fn styles_nest_and_end() {
    let text = inlines("<p><strong>a<em>b</em></strong><code>c</code><del>d</del>e</p>");
    let told: Vec<_> = text
        .iter()
        .map(|inline| {
            let style = inline.style;
            let on = [style.strong, style.emphasis, style.code, style.struck];
            let marks = on.iter().zip("SECX".chars()).filter(|(on, _)| **on);
            inline.text.clone() + &marks.map(|(_, mark)| mark).collect::<String>()
        })
        .collect();
    assert_eq!(told, ["aS", "bSE", "cC", "dX", "e"]);
}

#[test]
fn links_have_text_and_target() {
    let document = parse(
        "<a href=' http://a.org '>a</a> <a href=http://b.org></a> <a href=#x>c</a> <a name=y>d</a> \
         https://e.org. <a href=http://a.org>f</a>",
    );
    assert_eq!(document.links, ["http://a.org", "http://b.org", "#x", "https://e.org"]);
    let Some(Block::Paragraph(text)) = document.blocks.first() else { panic!("{document:?}") };
    let told: Vec<_> = text.iter().map(|inline| (inline.text.as_str(), inline.link)).collect();
    assert_eq!(
        told,
        [
            ("a", Some(0)),
            (" ", None),
            ("http://b.org", Some(1)),
            (" ", None),
            ("c", Some(2)),
            (" d ", None),
            ("https://e.org", Some(3)),
            (". ", None),
            ("f", Some(0))
        ]
    );
}

#[test]
fn a_link_may_hold_blocks() {
    let document = parse("<a href=x><div><h2>t</h2><p>u</p></div></a><p>v</p>");
    let links = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => Some(text.first()?.link),
        _ => None,
    });
    assert_eq!(links.collect::<Vec<_>>(), [Some(0), Some(0), None]);
}

#[test]
fn pictures_are_captions() {
    let html = "<figure><img src=//e.org/a.png alt='A cat'><figcaption>A cat, today</figcaption></figure>\
                <p>text <img src=b.png alt=icon> more</p><img src=c.gif width=1 height=1>\
                <img src='data:image/png;base64,xx'>\
                <img src=data:x data-src=http://e.org/d.png>";
    assert_eq!(
        shown(html, 40),
        ["[picture: A cat]", "", "A cat, today", "", "text [picture: icon] more", "", "[picture]"]
    );
    // A local file cannot be opened as a link.
    assert_eq!(parse(html).links, ["//e.org/a.png", "http://e.org/d.png"]);
}

/// Small pictures were once mistaken for lazy-loading placeholders.
#[test]
fn pictures_have_a_source_wherever_they_are() {
    let sources = |html: &str| {
        let blocks = parse(html).blocks.into_iter();
        let source = |block| match block {
            Block::Image { source, .. } => source.map(|source| source.to_string()),
            _ => None,
        };
        blocks.filter_map(source).collect::<Vec<_>>()
    };
    assert_eq!(sources("<img src=' a.png '>"), ["a.png"]);
    assert_eq!(sources("<img src=data:x alt=word>"), ["data:x"]);
    assert_eq!(sources("<img src=data:x>"), Vec::<String>::new());
    assert_eq!(sources("<img src=data:x data-src=b.png>"), ["b.png"]);
    let long = format!("data:{}", "x".repeat(400));
    assert_eq!(sources(&format!("<img src={long}>")), [long]);
}

#[test]
fn players_are_links() {
    let html = "<p>a<iframe src='https://www.e.org/embed/x?y=z'></iframe>b</p>\
                <video><source src=https://e.org/v.mp4>no video</video><audio src=//e.org/a.ogg></audio>\
                <iframe></iframe>";
    assert_eq!(
        shown(html, 40),
        [
            "a",
            "",
            "▶ video: e.org/embed/x",
            "",
            "b",
            "",
            "▶ video: e.org/v.mp4",
            "",
            "▶ audio: e.org/a.ogg"
        ]
    );
}

#[test]
fn nothing_hidden_is_shown() {
    let html = "<html><head><title>t</title><style>s</style></head><body><script>x</script>\
                <template>y</template><noscript>n</noscript><p hidden>h</p><p style='Display: none'>d</p>\
                <select><option>o</select><!-- c --><svg><text>v</text></svg><p>seen</p></body></html>";
    assert_eq!(shown(html, 40), ["seen"]);
}

#[test]
fn unknown_elements_are_transparent() {
    assert_eq!(shown("<x-y>a <blink>b</blink></x-y><center>c</center>", 40), ["a b", "", "c"]);
    assert_eq!(
        shown("x<sup>2</sup> 1<sup>st</sup> H<sub>2</sub>O <q>so</q>", 40),
        ["x² 1st H₂O “so”"]
    );
}

#[test]
fn preformatted_text_keeps_its_lines() {
    let html =
        "<pre class='lang-sh'>\n\n  a <b>b</b>\n\n&lt;c&gt;<br>d<div>e</div><div>f</div></pre>";
    let text = "  a b\n\n<c>\nd\ne\nf".to_owned();
    assert_eq!(parse(html).blocks, [Block::Code { language: Some("sh".to_owned()), text }]);
}

#[test]
fn lists_may_be_sloppy() {
    assert_eq!(
        shown("<ul><li>a<li>b<ul><li>c</ul><ul><li>d</ul></ul>", 40),
        ["• a", "• b", "  • c", "  • d"]
    );
    assert_eq!(shown("<ul><li>a</li><ul><li>b</li></ul></ul><li>c", 40), ["• a", "  • b", "", "c"]);
    assert_eq!(shown("<ol start=-3><li></li></ol><ol start=7><li>x</ol>", 40), ["7. x"]);
}

/// Numbers were once counted from the start of the list, whatever its items said.
#[test]
fn lists_have_the_numbers_of_their_page() {
    let cases = [
        ("<ol><li value=100>a<li>b<li value=7>c</ol>", ["100. a", "101. b", "  7. c"]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3. a", "2. b", "1. c"]),
        ("<ol type=a start=26><li>a<li>b<li>c</ol>", [" z. a", "aa. b", "ab. c"]),
        ("<ol type=I><li>a<li>b<li>c</ol>", ["  I. a", " II. b", "III. c"]),
        ("<ol start=-1><li>a<li>b<li value=x>c</ol>", ["-1. a", " 0. b", " 1. c"]),
    ];
    for (html, expected) in cases {
        assert_eq!(shown(html, 40), expected, "{html}");
    }
}

#[test]
fn readings_of_characters_stand_in_parentheses_once() {
    let html = "<ruby>表示<rt>ひょうじ</rt></ruby>された<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>\
                字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>";
    assert_eq!(shown(html, 60), ["表示(ひょうじ)された漢(かん)字(じ)"]);
}

/// A line break between Chinese characters was once shown as a space.
#[test]
fn lines_of_scripts_without_spaces_are_joined_without_one() {
    let cases = [
        ("<p>今天\n天气</p>", "今天天气"),
        ("<p>今天，\r\n  <b>天气</b>\n好</p>", "今天，天气好"),
        ("<p>カタ\nカナ。\n（例）</p>", "カタカナ。（例）"),
        ("<p>한국\n말</p>", "한국 말"),
        ("<p>今天\nRust\n天气</p>", "今天 Rust 天气"),
        ("<p>今天 天气</p>", "今天 天气"),
    ];
    for (html, expected) in cases {
        assert_eq!(shown(html, 60), [expected], "{html}");
    }
}

#[test]
fn text_is_clean() {
    let html = "<p>a&#27;[31mb\u{1b}]0;t\u{7}c\u{202e}d&#x202e;</p><a href='http://x/\u{1b}[2J'>l</a>\
                <img alt='\u{1b}[1mz' src=y><pre>p\u{1b}[0mq\tr</pre>";
    assert_eq!(shown(html, 40), ["abcd", "", "l[picture: z]", "", "  pq  r"]);
    assert_eq!(parse(html).links, ["http://x/%1B[2J"]);
}

/// A link was once cleaned as text, and led elsewhere: a separator of lines became a space.
#[test]
fn a_link_leads_where_its_page_says() {
    let links = |target: &str| parse(&format!("<a href=\"{target}\">x</a>")).links;
    assert_eq!(links(" http://x/a\u{2028}b "), ["http://x/a%E2%80%A8b"]);
    assert_eq!(links("http://x/a\n\tb"), ["http://x/ab"]);
    assert_eq!(links("http://x/\u{202e}\u{200b}ä  b"), ["http://x/%E2%80%AE%E2%80%8Bä  b"]);
}

#[test]
fn headings_keep_level_and_tone() {
    let document = parse("<h2>a <i>b</i></h2>");
    assert!(matches!(document.blocks.first(), Some(Block::Heading { level: 2, .. })));
    let lines = super::super::flow(&document.blocks, 40);
    let spans = lines.iter().flat_map(|line| &line.spans);
    assert!(spans.clone().all(|span| span.style.tone == Tone::Heading(2)));
    assert_eq!(spans.count(), 2);
    let lower = super::super::flow(&parse("<h3>a</h3>").blocks, 40);
    let tones: Vec<_> = lower.iter().flat_map(|line| &line.spans).map(|it| it.style.tone).collect();
    assert_eq!(tones, [Tone::Heading(3)]);
}

#[test]
fn deep_nesting_is_flattened_and_its_text_kept() {
    for start in ["<blockquote>", "<ul><li>", "<div>", "<table><tr><td>", "<b>", "<dl><dd>"] {
        let lines = shown(&(start.repeat(1_000) + "deep"), 40);
        assert!(lines.iter().any(|line| line.ends_with("deep")), "{start}: {lines:?}");
    }
}

#[test]
fn what_is_refused_is_shown_as_text() {
    let html = "<div>".repeat(100_000) + "a <b>b</b><p>c";
    let said = "This text has too much markup to be laid out; it follows as plain text.";
    assert_eq!(shown(&html, 80), [said, "", "a b", "", "c"]);
}

#[test]
fn a_video_is_a_link_with_its_title() {
    let page = "<iframe src=\"https://www.e.org/embed/1?x=2\" title=\"How it  works\"></iframe>";
    assert_eq!(shown(page, 60), ["▶ video: How it works (e.org)"]);
}

#[test]
fn lowered_digits_are_lowered_and_ways_back_from_notes_are_left_out() {
    assert_eq!(shown("<p>H<sub>2</sub>O, x<sub>max</sub></p>", 60), ["H₂O, xmax"]);
    let note = "<p>A note. <a href=\"#fnref1\">↩</a> <a href=\"#fnref2\">↩\u{fe0e}2</a></p>";
    assert_eq!(shown(note, 60), ["A note."]);
    assert_eq!(
        shown("<p><a href=\"#top\">up</a> <a href=\"http://e.org\">↩</a></p>", 60),
        ["up ↩"]
    );
}
