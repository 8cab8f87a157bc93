//! What is removed, rejected and kept.

use super::*;

fn sifted(html: &str) -> String {
    sanitize(html).expect("cheap enough")
}

#[test]
fn what_is_not_shown_goes() {
    let cases = [
        ("a<!-- x > y -->b", "ab"),
        ("a<!-->b", "ab"),
        ("a<!DOCTYPE html><?xml?></ x>b", "ab"),
        ("a<script>if (a < b) '</b>'</SCRIPT >b", "a b"),
        ("a<svg><title>x</title></svg>b", "a b"),
        ("a<math><mi>x</mi></math>b", "a<mi>x</mi>b"),
        ("a<iframe src=x>fallback</iframe>b", "a <iframe src=x></iframe>b"),
    ];
    for (html, expected) in cases {
        assert_eq!(sifted(html), expected, "{html}");
    }
}

#[test]
fn what_has_no_end_does_not_swallow_the_rest() {
    assert_eq!(sifted("a<!-- b <b>c</b>"), "a b <b>c</b>");
    assert_eq!(sifted("a<title>b<textarea>c<plaintext>d"), "a b cd");
}

#[test]
fn taking_out_completes_no_tag() {
    assert_eq!(sifted("<<!-- -->b>x"), "&lt;b>x");
    assert_eq!(sifted("<s<svg></svg>vg>"), "<s<svg> vg>");
}

#[test]
fn components_stand_by_themselves_where_they_begin_a_line() {
    let cases = [
        ("<Tabs>\n<Tab a>x</Tab>\n</Tabs>", "<div>\n<div>x</div>\n</div>"),
        ("a <Tip>b</Tip> c", "a b c"),
        ("  <Tip> <Tip>b</Tip>\n<Tip/> <Tip>c", "  <div> <div>b</div>\n <div>c"),
        ("a <Tip> <Tip> b</Tip> <Tip>\n\t<Tip>", "a   b \n\t<div>"),
        ("<Chart data={1} />", ""),
        ("a</Tip>", "a"),
        ("<B>x</B> <Strong>y</Strong>", "<B>x</B> <Strong>y</Strong>"),
    ];
    for (html, expected) in cases {
        assert_eq!(sifted(html), expected, "{html}");
    }
}

#[test]
fn quoted_brackets_are_part_of_a_tag() {
    let html = "<a title=\"x > y\" href='<b>'>z</a>";
    assert_eq!(sifted(html), html);
}

#[test]
fn entangled_pages_are_refused() {
    let numbered = |count: usize, text: &str| {
        (0..count).map(|n| text.replace('#', &n.to_string())).collect::<String>()
    };
    let refused = [
        "<div>".repeat(100_000),
        "<b>".repeat(100_000),
        numbered(5_000, "<p><b id=#>x</p>"),
        "<b><div></b>".repeat(20_000),
        "<table><tr><td>".repeat(20_000),
        format!("<div {}>", numbered(20_000, "a# ")),
        "<p>x".repeat(200_000),
        "<i a b c d e f g h>x</i>".repeat(50_000),
    ];
    for html in refused {
        assert!(sanitize(&html).is_none(), "{}", html.get(..40).unwrap_or(&html));
    }
}

#[test]
fn long_pages_are_not() {
    let accepted = [
        "<p>x".repeat(90_000),
        "<p>x<br>y<img src=z></p>\n".repeat(30_000),
        format!("<ul>{}</ul>", "<li>x<p>y".repeat(40_000)),
        format!("<table>{}</table>", "<tr><td>x<td>y".repeat(30_000)),
        "<div>".repeat(2_000) + "x",
        "<div><b><i>x</b></i></div>".repeat(1_000),
    ];
    for html in accepted {
        assert!(sanitize(&html).is_some(), "{}", html.get(..40).unwrap_or(&html));
    }
}

#[test]
fn stripping_keeps_text_and_paragraphs() {
    assert_eq!(strip("a<b>b</b><p>c &amp; d<!-- e -->"), "ab\n\nc & d");
}
