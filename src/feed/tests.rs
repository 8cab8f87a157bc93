//! Parsing of feeds, by field.

use url::Url;

use super::*;

fn read(source: &str) -> Feed {
    let url = Url::parse("https://feeds.example/site/feed.xml").expect("an address");
    parse(source.as_bytes(), &Context { url: &url, charset: None }).expect("a feed")
}

/// The only entry of an RSS feed with these fields.
fn item(fields: &str) -> Entry {
    let source = format!(
        "<rss version='2.0'><channel><link>https://site.example/blog/</link>\
         <item>{fields}</item></channel></rss>"
    );
    read(&source).entries.pop().expect("an entry")
}

/// The only entry of an Atom feed with these fields.
fn entry(fields: &str) -> Entry {
    let source =
        format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{fields}</entry></feed>");
    read(&source).entries.pop().expect("an entry")
}

#[test]
fn a_title_comes_from_the_field_that_has_one() {
    assert_eq!(item("<dc:title>a</dc:title><media:title>b</media:title>").title, "a");
    assert_eq!(item("<title/><itunes:title>a</itunes:title>").title, "a");
    assert_eq!(
        item("<media:content url='x.jpg'><media:title>b</media:title></media:content>").title,
        "",
        "the title of a picture is none of the entry"
    );
    let toot =
        "<description>&lt;p&gt;Fog since morning. The ferry will be late.&lt;/p&gt;</description>";
    assert_eq!(item(toot).title, "Fog since morning.");
    assert_eq!(entry("<title type='text'>&lt;b> is bold</title>").title, "<b> is bold");
    assert_eq!(entry("<title type='html'>&lt;b>bold&lt;/b></title>").title, "bold");
}

#[test]
fn a_link_is_that_of_the_article() {
    let by = |fields: &str| item(fields).link;
    let at = |link: &str| Some(link.to_owned());
    assert_eq!(by("<guid>https://e.org/g</guid>"), at("https://e.org/g"));
    assert_eq!(by("<guid>https://e.org/g</guid><link> /l </link>"), at("https://site.example/l"));
    assert_eq!(by("<link>post.html</link>"), at("https://site.example/blog/post.html"));
    assert_eq!(by("<guid>tag:e.org,2020:1</guid>"), None);
    assert_eq!(
        by("<comments>https://e.org/c</comments><link>https://e.org/l</link>"),
        at("https://e.org/l")
    );
    let forwarded = item(
        "<link>https://feeds.example/~r/1</link>\
         <feedburner:origLink>https://e.org/1</feedburner:origLink>",
    );
    assert_eq!(forwarded.original_link, at("https://e.org/1"));
    let links = "<link rel='self' href='https://e.org/s'/><link href='https://e.org/a'/>";
    assert_eq!(entry(links).link, at("https://e.org/a"));
}

/// Entries whose ids hold nothing but controls all had the empty id.
#[test]
fn an_id_that_cannot_be_seen_is_none() {
    assert_eq!(item("<guid>&#x202e;</guid><link>/a</link>").id, None);
    let next = item("<guid>&#x202e;</guid><dc:identifier>b</dc:identifier>");
    assert_eq!(next.id.as_deref(), Some("b"));
}

/// The site of a feed may stand behind its entries.
#[test]
fn relative_links_refer_to_the_site_wherever_it_is_named() {
    let feed = read(
        "<rss><channel><item><link>a</link></item><link>https://site.example/b/</link>\
         </channel></rss>",
    );
    assert_eq!(feed.entries[0].link.as_deref(), Some("https://site.example/b/a"));
    let feed = read(
        "<feed xml:base='https://e.org/x/'><entry xml:base='y/'><link href='z'/>\
         <content type='html' xml:base='w/'>&lt;img src='p.png'></content></entry></feed>",
    );
    assert_eq!(feed.entries[0].link.as_deref(), Some("https://e.org/x/y/z"));
    assert_eq!(feed.entries[0].body, "<img src=\"https://e.org/x/y/w/p.png\">");
}

#[test]
fn dates_of_change_are_none_of_publication() {
    let changed = entry("<updated>2020-01-02T00:00:00Z</updated>");
    assert_eq!((changed.published, changed.updated.is_some()), (None, true));
    let both =
        item("<dc:date>2020-01-02</dc:date><pubDate>Wed, 01 Jan 2020 00:00:00 EST</pubDate>");
    let published = both.published.map(|date| date.rfc3339());
    assert_eq!(published.as_deref(), Some("2020-01-01T05:00:00Z"));
    assert_eq!(item("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>").published, None);
}

#[test]
fn the_best_of_several_texts_is_the_body() {
    let both = item(
        "<description>A teaser.</description>\
         <content:encoded><![CDATA[<p>The whole text of it all.</p>]]></content:encoded>",
    );
    assert_eq!(
        (both.excerpt.as_str(), both.body.as_str()),
        ("A teaser.", "<p>The whole text of it all.</p>")
    );
    let only = item("<media:group><media:description>Words.</media:description></media:group>");
    assert_eq!((only.excerpt.as_str(), only.body.as_str()), ("Words.", "Words."));
    let cut = item("<description>&lt;p&gt;It begins [&amp;#8230;]&lt;/p&gt;</description>");
    assert_eq!(cut.excerpt, "It begins…");
    let inline = item("<description><p>One <b>two</b></p></description>");
    assert_eq!(inline.body, "<p>One <b>two</b></p>");
}

#[test]
fn pictures_are_the_best_first_and_not_those_of_the_text() {
    let found = item(
        "<media:thumbnail url='https://e.org/t.jpg' width='75'/>\
         <media:content url='https://e.org/p.jpg?w=140' width='140' medium='image'/>\
         <media:content url='https://e.org/p.jpg?w=700' width='700' medium='image'>\
         <media:description>A pier</media:description></media:content>\
         <media:content url='https://e.org/pixel.gif' width='1' height='1' medium='image'/>\
         <enclosure url='https://e.org/in.png' type='image/png' length='1'/>\
         <description>&lt;img src='https://e.org/in.png'> text</description>",
    );
    let images: Vec<_> = found.images.iter().map(|own| (&*own.url, own.title.as_deref())).collect();
    assert_eq!(
        images,
        [("https://e.org/p.jpg?w=700", Some("A pier")), ("https://e.org/t.jpg", None)],
        "{}",
        found.body
    );
    assert!(found.enclosures.is_empty(), "{found:?}");
}

#[test]
fn entries_end_where_the_next_begins_and_may_stand_anywhere() {
    let titles = |source: &str| -> Vec<String> {
        read(source).entries.into_iter().map(|entry| entry.title).collect()
    };
    assert_eq!(titles("<rss><item><title>1</title><item><title>2</title>"), ["1", "2"]);
    assert_eq!(titles("<item><title>1</title></item>"), ["1"]);
    assert_eq!(
        titles("<entry xmlns='http://www.w3.org/2005/Atom'><title>1</title></entry>"),
        ["1"]
    );
    assert_eq!(
        titles("<RSS><Channel><odd><Item><Title>1</Title></Item></odd></Channel></RSS>"),
        ["1"]
    );
    assert_eq!(
        titles(
            "<x:feed xmlns:x='http://www.w3.org/2005/Atom'><x:entry><x:title>1</x:title></x:entry></x:feed>"
        ),
        ["1"]
    );
}

#[test]
fn the_title_of_a_feed_is_not_that_of_its_picture() {
    let feed = read(
        "<rss><channel><image><title>picture</title><url>/p.png</url></image>\
         <textInput><title>search</title></textInput><title>site</title></channel></rss>",
    );
    assert_eq!(feed.title, "site");
    assert_eq!(feed.icon.as_deref(), Some("https://feeds.example/p.png"));
}

#[test]
fn encodings_are_told_by_the_server_last() {
    let url = Url::parse("https://e.org/").expect("an address");
    let source = b"<rss><channel><title>\xC4pfel</title></channel></rss>";
    let feed = parse(source, &Context { url: &url, charset: Some("iso-8859-1") });
    assert_eq!(feed.expect("a feed").title, "Äpfel");
}
