//! Rules for services whose feeds need interpretation.

use url::Url;

use super::model::Entry;
use crate::article;
use crate::markup;

/// Bytes at the end of a text that are searched for a trailer.
const TRAILER: usize = 4_000;

/// Applies the rule of an entry's service.
pub(super) fn adapt(entry: &mut Entry) {
    let host = entry.link.as_deref().and_then(article::host).unwrap_or_default();
    if matches!(host.as_str(), "youtube.com" | "m.youtube.com" | "youtu.be" | "vimeo.com") {
        entry.is_video = true;
    }
    if host == "reddit.com" || host.ends_with(".reddit.com") {
        reddit(entry);
    }
    if matches!(host.as_str(), "google.com" | "bing.com") && entry.original_link.is_none() {
        entry.original_link = entry.link.as_deref().and_then(destination);
    }
    if is_only_a_link_to_comments(entry) {
        entry.body.clear();
        entry.excerpt.clear();
    }
}

/// Feeds of searches link to a redirecting page in front of the article.
fn destination(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let (_, target) = url.query_pairs().find(|(name, _)| name == "url" || name == "q")?;
    let target = Url::parse(&target).ok()?;
    matches!(target.scheme(), "http" | "https").then(|| target.into())
}

/// An entry of Reddit links to the discussion; the article is the link `[link]` of its text. The
/// sender is not an excerpt.
fn reddit(entry: &mut Entry) {
    if let Some(at) = entry.excerpt.find("submitted by ") {
        entry.excerpt.truncate(at);
        entry.excerpt.truncate(entry.excerpt.trim_end().len());
    }
    let Some(outgoing) = target_of(&entry.body, "[link]") else { return };
    let talk = entry.link.as_deref().and_then(article::canonical);
    if entry.comments.is_none() {
        entry.comments.clone_from(&entry.link);
    }
    if article::canonical(&outgoing) != talk && entry.original_link.is_none() {
        entry.original_link = Some(outgoing);
    }
}

/// Returns the address of the link that has this text.
fn target_of(html: &str, label: &str) -> Option<String> {
    let before = html.split(label).next().filter(|before| before.len() < html.len())?;
    let (_, after) = before.rsplit_once("<a ")?;
    let (_, address) = after.split_once("href=\"")?;
    let (address, _) = address.split_once('"')?;
    let address = address.replace("&amp;", "&");
    Url::parse(&address).ok().map(String::from)
}

/// Hacker News and similar sites: the text is the one word "Comments".
fn is_only_a_link_to_comments(entry: &Entry) -> bool {
    entry.comments.is_some()
        && entry.body.len() < 300
        && entry.body.contains("<a ")
        && markup::words(&entry.body, 20).eq_ignore_ascii_case("comments")
}

/// Removes the sentence that `WordPress` adds in each language: a last paragraph with two links,
/// one to the article and one to the site.
pub(super) fn drop_trailer(html: &mut String, link: &str) {
    let floor = html.len().saturating_sub(TRAILER);
    let Some(start) = html.rfind("<p>").filter(|start| *start >= floor) else { return };
    let paragraph = html.get(start..).unwrap_or("");
    let targets: Vec<&str> = paragraph
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(target, _)| target))
        .collect();
    let [first, second] = targets.as_slice() else { return };
    let (Some(first), Some(second), Some(own)) =
        (article::canonical(first), article::canonical(second), article::canonical(link))
    else {
        return;
    };
    let is_site = own.len() > second.len() && own.starts_with(&second);
    if same_page(&first, &own) && is_site && paragraph.len() < 1_500 {
        html.truncate(start);
        html.truncate(html.trim_end().len());
    }
}

/// Compares without queries, which hold trackers.
fn same_page(one: &str, other: &str) -> bool {
    let path = |key: &str| key.split('?').next().unwrap_or(key).trim_end_matches('/').to_owned();
    one == other || path(one) == path(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_of_wordpress_goes_in_each_language() {
        let link = "https://example.org/2026/a-post/?utm_source=rss";
        for (before, between) in
            [("The post", "appeared first on"), ("Der Beitrag", "erschien auf")]
        {
            let mut html = format!(
                "<p>Text.</p>\n<p>{before} <a href=\"https://example.org/2026/a-post/\">A</a> \
                 {between} <a href=\"https://example.org\">B</a>.</p>\n"
            );
            drop_trailer(&mut html, link);
            assert_eq!(html, "<p>Text.</p>");
        }
        let kept = "<p>See <a href=\"https://example.net/\">A</a>, <a href=\"x\">B</a>.</p>";
        let mut html = kept.to_owned();
        drop_trailer(&mut html, link);
        assert_eq!(html, kept);
    }

    #[test]
    fn an_entry_of_reddit_knows_the_article_and_the_talk() {
        let talk = "https://www.reddit.com/r/rust/comments/1/x/".to_owned();
        let mut entry = Entry { link: Some(talk.clone()), ..Entry::default() };
        entry.body = "<table><a href=\"https://example.org/?a=1&amp;b\">[link]</a> \
                      <a href=\"https://www.reddit.com/r/rust/comments/1/x/\">[comments]</a>"
            .to_owned();
        entry.excerpt = "A question. submitted by /u/ada [link] [comments]".to_owned();
        adapt(&mut entry);
        assert_eq!(entry.excerpt, "A question.");
        assert_eq!(entry.original_link.as_deref(), Some("https://example.org/?a=1&b"));
        assert_eq!(entry.comments, Some(talk));
    }

    #[test]
    fn a_search_knows_the_article() {
        let link = "https://www.google.com/url?rct=j&url=https://e.org/a%3Fb&ct=ga".to_owned();
        let mut entry = Entry { link: Some(link), ..Entry::default() };
        adapt(&mut entry);
        assert_eq!(entry.original_link.as_deref(), Some("https://e.org/a?b"));
    }

    #[test]
    fn a_text_that_is_only_a_link_to_comments_is_none() {
        let mut entry = Entry {
            link: Some("https://example.org/".to_owned()),
            comments: Some("https://news.example.org/item?id=1".to_owned()),
            body: "<a href=\"https://news.example.org/item?id=1\">Comments</a>".to_owned(),
            excerpt: "Comments".to_owned(),
            ..Entry::default()
        };
        adapt(&mut entry);
        assert_eq!((entry.body.as_str(), entry.excerpt.as_str()), ("", ""));
    }
}
