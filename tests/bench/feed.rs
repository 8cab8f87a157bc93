//! Measures the parsing of feeds, in bytes a second.

use divan::Bencher;
use divan::counter::BytesCount;
use newswire::{FeedContext, parse_feed};
use url::Url;

/// Entries of one feed.
const COUNT: usize = 500;

fn main() {
    divan::main();
}

const PARAGRAPH: &str = "The quiet reactor hums below the glacier, and nobody in the harbour asks \
    <a href=\"/about\">why</a> it was built; <em>Nairobi</em> &amp; Oslo paid for it. ";

fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn item(number: usize, body: &str) -> String {
    format!(
        "<item><title>Report {number} of the quiet reactor</title>\
         <link>https://example.org/reports/{number}</link><guid>{number}</guid>\
         <pubDate>Mon, 02 Nov 2026 08:15:00 +0100</pubDate><category>energy</category>\
         <dc:creator>Ada Bell</dc:creator><content:encoded>{body}</content:encoded></item>"
    )
}

fn feed(body: impl Fn(&str) -> String) -> String {
    let html = format!("<p>{}</p>", PARAGRAPH.repeat(8)).repeat(3);
    let items: String = (0..COUNT).map(|number| item(number, &body(&html))).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Bench</title>\
         <link>https://example.org/</link>{items}</channel></rss>"
    )
}

fn measure(bencher: Bencher<'_, '_>, text: &str) {
    let url = Url::parse("https://example.org/feed").expect("an address");
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        parse_feed(divan::black_box(text.as_bytes()), &FeedContext { url: &url, charset: None })
    });
}

/// Texts as `WordPress` writes them.
#[divan::bench]
fn in_cdata(bencher: Bencher<'_, '_>) {
    measure(bencher, &feed(|html| format!("<![CDATA[{html}]]>")));
}

/// Texts as most others write them.
#[divan::bench]
fn escaped_html(bencher: Bencher<'_, '_>) {
    measure(bencher, &feed(escaped));
}

/// Many entries with hardly any text.
#[divan::bench]
fn headlines(bencher: Bencher<'_, '_>) {
    measure(bencher, &feed(|_| "Short.".to_owned()));
}

/// JSON Feed.
#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    let html = format!("<p>{}</p>", PARAGRAPH.repeat(8)).repeat(3);
    let items: Vec<_> = (0..COUNT)
        .map(|number| {
            serde_json::json!({"id": number, "url": format!("https://example.org/{number}"),
                "title": "Report", "content_html": html, "date_published": "2026-11-02T08:15:00Z"})
        })
        .collect();
    let feed = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "items": items});
    measure(bencher, &feed.to_string());
}
