//! Wrong nesting, and the tokens that it gives.

use super::*;

/// Shows tokens as `name(…)`.
fn shown(source: &str) -> String {
    let mut reader = Reader::new(source);
    let mut shown = String::new();
    while let Some(token) = reader.next() {
        match token {
            Token::Open(_, name) => shown.extend([&*name.local, "("]),
            Token::Close => shown.push(')'),
            Token::Text(text) => shown.push_str(&text),
        }
    }
    shown
}

#[test]
fn what_is_well_formed_stays() {
    assert_eq!(shown("<?xml?><a x='1'><!-- c --><b/>t&amp;<![CDATA[<i>]]></a>"), "a(b()t&<i>)");
}

#[test]
fn tags_that_do_not_match_are_closed_where_they_must_be() {
    assert_eq!(shown("<item><title>a</b></title><p>b<i>c</p>"), "item(title(a)p(bi(c)))");
    assert_eq!(shown("<rss><item><title>a<link>b</link>"), "rss(item(title(a)link(b)))");
    assert_eq!(shown("<item><p>1<item>2</item>"), "item(p(1))item(2)");
    assert_eq!(shown("<item><p>1</item><x>2"), "item(p(1))x(2)");
    assert_eq!(shown("<item><p>1</rss><x>2"), "item(p(1x(2)))");
    assert_eq!(shown("<dc:date>1</date>2"), "date(1)2");
}

#[test]
fn what_is_no_markup_is_text() {
    assert_eq!(shown("<t>I <3 a < b && c</t>"), "t(I <3 a < b && c)");
    assert_eq!(shown("<t>a</t><desc"), "t(a)");
    assert_eq!(shown("<t><![CDATA[a<b>c</t>"), "t(ab(c))");
    assert_eq!(shown("<t><!-- a</t>"), "t( a)");
}

#[test]
fn a_quote_without_end_costs_only_its_tag() {
    assert_eq!(shown("<t><a href=\"x>1</a><b y=\"z\">2</b></t>"), "t(a(1)b(2))");
    assert_eq!(shown("<t x=\"a <b> c\">1</t>"), "t(1)");
    assert_eq!(shown("<t <u>1</u></t>"), "t(u(1))");
}

#[test]
fn an_entry_in_the_content_of_another_stays_there() {
    assert_eq!(
        shown("<entry><content type='application/xml'><entry/></content><id>1</id></entry>"),
        "entry(content(entry())id(1))"
    );
}

#[test]
fn hostile_input_is_read_in_linear_time() {
    let begun = std::time::Instant::now();
    for piece in ["<a \"", "<a", "<!--", "<![CDATA[", "<a x='", "</b>", "<b>", "&", "<?", "<"] {
        let many = piece.repeat(1_000_000 / piece.len());
        let mut reader = Reader::new(&many);
        while reader.next().is_some() {}
    }
    assert!(begun.elapsed().as_secs() < 20);
}
