//! The addresses of feeds on large sites, which few of their pages declare.

use url::Url;

use super::{Candidate, Reason};

/// How to find the feed of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteRule {
    /// The feeds are at these addresses, the best first.
    Feeds(Vec<Candidate>),
    /// The page must be read: it declares its feed, which its address does not reveal.
    Page(Url),
}

/// Returns where the feeds of a page are, if its site is known; `None` for the address of a feed
/// itself.
#[must_use]
pub fn site_rule(url: &Url) -> Option<SiteRule> {
    let host = url.host_str()?.trim_start_matches("www.").to_owned();
    let parts: Vec<&str> =
        url.path_segments().map(|parts| parts.filter(|part| !part.is_empty()).collect())?;
    let page = Page { url, parts: &parts };
    match host.as_str() {
        "youtube.com" | "m.youtube.com" | "youtu.be" => page.youtube(),
        "reddit.com" | "old.reddit.com" | "new.reddit.com" | "np.reddit.com" => page.reddit(),
        "github.com" => page.github(),
        "codeberg.org" => page.codeberg(),
        "gitlab.com" => page.gitlab(),
        "bsky.app" | "medium.com" | "substack.com" | "news.ycombinator.com" => page.named(&host),
        _ if host.starts_with("gitlab.") => page.gitlab(),
        _ => match host.split_once('.').map(|(_, domain)| domain) {
            Some("substack.com" | "medium.com") => page.whole("/feed"),
            Some("wordpress.com") => page.whole("/feed/"),
            Some("blogspot.com") => page.whole("/feeds/posts/default"),
            Some("tumblr.com") => page.whole("/rss"),
            _ => page.mastodon(),
        },
    }
}

fn feeds(found: Vec<(Url, String)>) -> SiteRule {
    let candidate = |(url, title): (Url, String)| {
        let title = Some(crate::text::line(&title).into_owned()).filter(|it| !it.is_empty());
        Candidate { url, title, reason: Reason::Rule }
    };
    SiteRule::Feeds(found.into_iter().map(candidate).collect())
}

/// Whether a part of a path names a feed.
fn is_feed(part: &str) -> bool {
    [".rss", ".atom", ".xml"].iter().any(|ending| part.ends_with(ending))
}

struct Page<'a> {
    url: &'a Url,
    parts: &'a [&'a str],
}

impl Page<'_> {
    /// Returns an address of the same site.
    fn at(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        url.set_fragment(None);
        let (path, query) =
            path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        url.set_query(query);
        url.set_path(path);
        url
    }

    #[expect(clippy::unnecessary_wraps, reason = "no rule must match")]
    fn feed(&self, path: &str, title: &str) -> Option<SiteRule> {
        Some(feeds(vec![(self.at(path), title.to_owned())]))
    }

    /// The feed of a whole site, unless the page is one.
    fn whole(&self, path: &str) -> Option<SiteRule> {
        let is_feed = self.url.path().trim_end_matches('/') == path.trim_end_matches('/')
            || self.parts.iter().any(|part| is_feed(part) || *part == "feed" || *part == "feeds");
        if is_feed { None } else { self.feed(path, "") }
    }

    fn query(&self, name: &str) -> Option<String> {
        let value = self.url.query_pairs().find(|(own, _)| own == name)?.1.into_owned();
        let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        Some(value).filter(|value| !value.is_empty() && value.chars().all(is_id))
    }

    /// Sites with a single shape of address.
    fn named(&self, host: &str) -> Option<SiteRule> {
        match (host, self.parts) {
            ("bsky.app", ["profile", name]) => self.feed(&format!("/profile/{name}/rss"), name),
            ("medium.com", [name, ..]) if *name != "feed" => {
                self.feed(&format!("/feed/{name}"), name)
            }
            ("substack.com", [name]) => {
                let name = name.strip_prefix('@')?;
                let feed = Url::parse(&format!("https://{name}.substack.com/feed")).ok()?;
                Some(feeds(vec![(feed, name.to_owned())]))
            }
            ("news.ycombinator.com", [] | ["news"]) => self.feed("/rss", "Hacker News"),
            _ => None,
        }
    }

    fn codeberg(&self) -> Option<SiteRule> {
        match self.parts {
            [owner, name, "releases"] => self.feed(&format!("/{owner}/{name}/releases.rss"), name),
            [owner, name] if !is_feed(name) => self.feed(&format!("/{owner}/{name}.rss"), name),
            _ => None,
        }
    }

    fn youtube(&self) -> Option<SiteRule> {
        let feed = |key: &str, id: &str| {
            let url = format!("https://www.youtube.com/feeds/videos.xml?{key}={id}");
            Some(feeds(vec![(Url::parse(&url).ok()?, String::new())]))
        };
        match self.parts {
            [] | ["feeds", ..] => None,
            ["channel", id, ..] => feed("channel_id", id),
            ["user", name, ..] => feed("user", name),
            ["playlist"] => feed("playlist_id", &self.query("list")?),
            _ => Some(SiteRule::Page(self.url.clone())),
        }
    }

    fn reddit(&self) -> Option<SiteRule> {
        let path = match self.parts {
            [.., ".rss"] => return None,
            [.., last] if is_feed(last) => return None,
            [] => "/.rss".to_owned(),
            ["u" | "user", name, ..] => format!("/user/{name}/.rss"),
            parts => format!("/{}/.rss", parts.join("/")),
        };
        let query = self.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        self.feed(
            &(path + &query),
            &self.parts.iter().take(2).copied().collect::<Vec<_>>().join("/"),
        )
    }

    fn github(&self) -> Option<SiteRule> {
        const OTHERS: [&str; 8] = [
            "about",
            "explore",
            "features",
            "marketplace",
            "orgs",
            "settings",
            "topics",
            "trending",
        ];
        match self.parts {
            [] => None,
            [.., last] if is_feed(last) => None,
            [first, ..] if OTHERS.contains(first) => None,
            [user] => self.feed(&format!("/{user}.atom"), user),
            [owner, name, "commits", branch] => {
                self.feed(&format!("/{owner}/{name}/commits/{branch}.atom"), name)
            }
            [owner, name, kind @ ("tags" | "releases" | "commits" | "discussions"), ..] => {
                self.feed(&format!("/{owner}/{name}/{kind}.atom"), name)
            }
            [owner, name, ..] => Some(self.project(owner, name)),
        }
    }

    /// The feeds of a project, the most useful first.
    fn project(&self, owner: &str, name: &str) -> SiteRule {
        let of = |kind: &str, title: &str| {
            (self.at(&format!("/{owner}/{name}/{kind}.atom")), format!("{title} of {name}"))
        };
        feeds(vec![of("releases", "Releases"), of("tags", "Tags"), of("commits", "Commits")])
    }

    fn gitlab(&self) -> Option<SiteRule> {
        let project: Vec<&str> =
            self.parts.iter().copied().take_while(|part| *part != "-").collect();
        let place = project.join("/");
        let name = project.last().copied()?;
        if self.parts.iter().any(|part| is_feed(part)) || self.query("format").is_some() {
            return None;
        }
        match self.parts.get(project.len() + 1..).unwrap_or_default() {
            ["tags", ..] => self.feed(&format!("/{place}/-/tags?format=atom"), name),
            ["releases", ..] => self.feed(&format!("/{place}/-/releases.atom"), name),
            ["commits", branch, ..] => {
                self.feed(&format!("/{place}/-/commits/{branch}?format=atom"), name)
            }
            _ if project.len() < 2 => self.feed(&format!("/{place}.atom"), name),
            _ => {
                let of = |kind: &str, title: &str| {
                    (self.at(&format!("/{place}/-/{kind}")), format!("{title} of {name}"))
                };
                Some(feeds(vec![of("releases.atom", "Releases"), of("tags?format=atom", "Tags")]))
            }
        }
    }

    /// Profiles of Mastodon and compatible servers are at `/@name`, on any host.
    fn mastodon(&self) -> Option<SiteRule> {
        let (name, host) = match self.parts {
            [name] | [name, "with_replies" | "media" | "featured"] => {
                let name = name.strip_prefix('@').filter(|_| !is_feed(name))?;
                name.split_once('@').map_or((name, None), |(name, host)| (name, Some(host)))
            }
            ["users", name] if !is_feed(name) => (*name, None),
            _ => return None,
        };
        let mut url = self.at(&format!("/@{name}.rss"));
        if let Some(host) = host {
            url.set_host(Some(host)).ok()?;
        }
        Some(feeds(vec![(url, format!("@{name}"))]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(page: &str) -> String {
        match site_rule(&Url::parse(page).expect("a URL")) {
            Some(SiteRule::Feeds(found)) => found[0].url.to_string(),
            Some(SiteRule::Page(url)) => format!("read {url}"),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn large_sites_have_their_feeds_at_known_addresses() {
        let videos = "https://www.youtube.com/feeds/videos.xml";
        let cases = [
            (
                "https://www.youtube.com/channel/UCab-1/videos",
                format!("{videos}?channel_id=UCab-1"),
            ),
            ("https://youtube.com/playlist?list=PL12&x=1", format!("{videos}?playlist_id=PL12")),
            ("https://www.youtube.com/user/ada", format!("{videos}?user=ada")),
            ("https://www.youtube.com/@ada", "read https://www.youtube.com/@ada".to_owned()),
            (videos, "none".to_owned()),
        ];
        for (page, feed) in cases {
            assert_eq!(first(page), feed);
        }
        let cases = [
            ("https://mastodon.example/@ada", "https://mastodon.example/@ada.rss"),
            ("https://mastodon.example/@ada@other.example", "https://other.example/@ada.rss"),
            ("https://mastodon.example/@ada.rss", "none"),
            ("https://www.reddit.com/r/rust", "https://www.reddit.com/r/rust/.rss"),
            (
                "https://old.reddit.com/r/rust/top/?t=week",
                "https://old.reddit.com/r/rust/top/.rss?t=week",
            ),
            ("https://www.reddit.com/u/ada/", "https://www.reddit.com/user/ada/.rss"),
            ("https://www.reddit.com/r/rust/.rss", "none"),
            ("https://github.com/a/b", "https://github.com/a/b/releases.atom"),
            ("https://github.com/a/b/commits/main", "https://github.com/a/b/commits/main.atom"),
            ("https://github.com/a/b/tags", "https://github.com/a/b/tags.atom"),
            ("https://github.com/a", "https://github.com/a.atom"),
            ("https://github.com/a/b/releases.atom", "none"),
            ("https://gitlab.com/a/b/c", "https://gitlab.com/a/b/c/-/releases.atom"),
            (
                "https://gitlab.gnome.org/a/b/-/tags",
                "https://gitlab.gnome.org/a/b/-/tags?format=atom",
            ),
            ("https://bsky.app/profile/ada.example", "https://bsky.app/profile/ada.example/rss"),
            ("https://ada.substack.com/p/post", "https://ada.substack.com/feed"),
            ("https://substack.com/@ada", "https://ada.substack.com/feed"),
            ("https://medium.com/@ada/post-1", "https://medium.com/feed/@ada"),
            ("https://medium.com/paper", "https://medium.com/feed/paper"),
            ("https://ada.medium.com/", "https://ada.medium.com/feed"),
            ("https://ada.wordpress.com/2026/", "https://ada.wordpress.com/feed/"),
            ("https://ada.wordpress.com/feed/", "none"),
            ("https://ada.blogspot.com/", "https://ada.blogspot.com/feeds/posts/default"),
            ("https://example.org/blog", "none"),
        ];
        for (page, feed) in cases {
            assert_eq!(first(page), feed, "{page}");
        }
    }
}
