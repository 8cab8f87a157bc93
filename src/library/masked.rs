//! Addresses as they may be shown: passwords, and values of a query that look like secrets, are
//! replaced by `***`.

use std::fmt;

use url::Url;

use crate::text;

/// The text that replaces a secret.
const MASK: &str = "***";
/// Names of query values and options that hold secrets, in lower case; parts of a name count too.
const SECRET: [&str; 9] =
    ["token", "key", "auth", "password", "passwd", "pwd", "secret", "sig", "credential"];

/// Displays an address, or the command of a subscription, without its secrets, on one clean line.
#[derive(Clone, Copy)]
pub struct Masked<'a>(pub &'a str);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = text::line(self.0);
        let is_command = text.starts_with("exec:") || text.starts_with("filter:");
        if !is_command {
            return f.write_str(&address(&text));
        }
        let mut hides_next = false;
        for (place, word) in text.split(' ').enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            if std::mem::take(&mut hides_next) {
                f.write_str(MASK)?;
                continue;
            }
            hides_next = is_secret_option(word);
            f.write_str(&argument(word))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

/// Whether the next argument of a command is a secret: `--token`, `-u` of curl.
fn is_secret_option(word: &str) -> bool {
    word == "-u" || (word.starts_with('-') && !word.contains('=') && is_secret(word))
}

/// Masks an argument of a command: `name=value`, or an address anywhere in it.
fn argument(word: &str) -> String {
    if let Some(at) = ["http://", "https://"].iter().filter_map(|scheme| word.find(scheme)).min()
        && let Some((before, rest)) = word.split_at_checked(at)
    {
        return format!("{before}{}", address(rest));
    }
    match word.split_once(['=', ':']) {
        Some((name, value)) if is_secret(name) && !value.is_empty() => {
            format!("{name}={MASK}")
        }
        _ => word.to_owned(),
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET.iter().any(|secret| name.contains(secret))
}

/// Whether an address contains a password or a likely secret.
#[must_use]
pub(crate) fn has_secret(written: &str) -> bool {
    address(written).contains(MASK)
}

/// Returns an address without user and password, for an export.
#[must_use]
pub(crate) fn without_password(written: &str) -> String {
    match Url::parse(written) {
        Ok(mut url) if !url.username().is_empty() || url.password().is_some() => {
            // Both fail only for addresses that can have neither.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.to_string()
        }
        _ => written.to_owned(),
    }
}

fn address(written: &str) -> String {
    let Ok(mut url) = Url::parse(written) else {
        // A password is hidden even where the address makes no sense.
        return match written.rsplit_once('@') {
            Some((before, rest)) => {
                let scheme = before.split_once("//").map_or("", |(scheme, _)| scheme);
                let slashes = if scheme.is_empty() { "" } else { "//" };
                format!("{scheme}{slashes}{MASK}@{rest}")
            }
            None => written.to_owned(),
        };
    };
    // Fails only for addresses that can have no password.
    if url.password().is_some() {
        let _ = url.set_password(Some(MASK));
    }
    if let Some(query) = url.query() {
        let masked = query.split('&').map(pair).collect::<Vec<_>>().join("&");
        url.set_query(Some(&masked));
    }
    url.to_string()
}

fn pair(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && is_secret(name) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_never_shown() {
        let cases = [
            ("https://ada:secret@e.org/feed", "https://ada:***@e.org/feed"),
            ("https://ada@e.org/feed", "https://ada@e.org/feed"),
            (
                "https://e.org/f?page=2&api_key=abc&Token=x#top",
                "https://e.org/f?page=2&api_key=***&Token=***#top",
            ),
            ("https://e.org/f?token=", "https://e.org/f?token="),
            ("https://ada:se@cret@[bad/feed", "https://***@[bad/feed"),
            ("exec:feed --token abc x", "exec:feed --token *** x"),
            ("exec:feed --api-key=abc rust", "exec:feed --api-key=*** rust"),
            ("filter:sort:https://a:b@e.org/f", "filter:sort:https://a:***@e.org/f"),
        ];
        for (written, shown) in cases {
            assert_eq!(Masked(written).to_string(), shown);
        }
    }
}
