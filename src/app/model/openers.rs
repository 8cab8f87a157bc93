//! Chooses the program for a link: that of the first matching rule in the settings, else the
//! browser.

use regex::Regex;

use crate::article::host;
use crate::config::Opener;
use crate::config::Rule;

/// The rules of the settings with their compiled tests.
pub(crate) struct Openers(Vec<(Test, Opener)>);

enum Test {
    Host(String),
    Match(Regex),
}

impl Test {
    /// Compiles a rule. The settings accept only valid regular expressions.
    fn of(rule: &Rule) -> Option<Self> {
        Some(match rule {
            Rule::Host(name) => Self::Host(name.trim_start_matches("www.").to_owned()),
            Rule::Match(pattern) => Self::Match(Regex::new(pattern).ok()?),
        })
    }

    fn fits(&self, url: &str) -> bool {
        match self {
            Self::Host(name) => host(url).is_some_and(|host| {
                let above = host.strip_suffix(name.as_str());
                above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
            }),
            Self::Match(pattern) => pattern.is_match(url),
        }
    }
}

impl Openers {
    pub(crate) fn new(rules: &[Opener]) -> Self {
        let ready = |opener: &Opener| Some((Test::of(&opener.rule)?, opener.clone()));
        Self(rules.iter().filter_map(ready).collect())
    }

    /// Returns the first rule that matches a link.
    pub(crate) fn find(&self, url: &str) -> Option<&Opener> {
        self.0.iter().find(|(test, _)| test.fits(url)).map(|(_, opener)| opener)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opener(rule: Rule, run: &str) -> Opener {
        Opener { rule, run: run.to_owned(), terminal: false }
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let openers = Openers::new(&[
            opener(Rule::Host("youtube.com".into()), "mpv"),
            opener(Rule::Match(r"\.pdf($|\?)".into()), "zathura"),
            opener(Rule::Host("example.org".into()), "w3m"),
        ]);
        let run = |url: &str| openers.find(url).map(|opener| opener.run.as_str());
        assert_eq!(run("https://www.youtube.com/watch?v=1"), Some("mpv"));
        assert_eq!(run("https://m.youtube.com/x.pdf"), Some("mpv"));
        assert_eq!(run("https://notyoutube.com/"), None);
        assert_eq!(run("https://example.org/a.pdf?x=1"), Some("zathura"));
        assert_eq!(run("https://example.org/a.pdfx"), Some("w3m"));
        assert_eq!(run("https://example.org.evil.example/"), None);
    }
}
