//! Addresses as they may be shown: passwords, users without a password, which are mostly tokens, and
//! values of a query or a fragment that look like secrets are replaced by `***`.

use std::fmt;

use url::Url;

use crate::text;

/// The text that replaces a secret.
const MASK: &str = "***";
/// Names of values and options that hold secrets, in lower case; parts of a name count too.
const SECRET: [&str; 13] = [
    "token",
    "key",
    "auth",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "sig",
    "session",
    "credential",
    "jwt",
    "passcode",
];
/// The same where only a whole word counts, because it is part of innocent ones.
const SECRET_WORDS: [&str; 11] =
    ["pass", "pw", "pin", "otp", "sid", "sess", "hash", "hmac", "code", "access", "login"];

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
        return format!("{}{}", without_logins(before), address(rest));
    }
    match word.split_once(['=', ':']) {
        Some((name, value)) if is_secret(name) && !value.is_empty() => {
            format!("{name}={MASK}")
        }
        _ => without_logins(word),
    }
}

/// Whether a name, which may be percent-encoded, is that of a secret.
fn is_secret(name: &str) -> bool {
    let name = decoded(name).to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    SECRET.iter().any(|secret| name.contains(secret))
        || words.any(|word| SECRET_WORDS.contains(&word))
}

/// Decodes an address until nothing is encoded any more, as it may stand in others; a few times.
fn decoded(written: &str) -> String {
    let mut text = written.to_owned();
    for _ in 0..3 {
        match percent_encoding::percent_decode_str(&text).decode_utf8_lossy() {
            same if same == text => break,
            decoded => text = decoded.into_owned(),
        }
    }
    text
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
    // Both fail only for addresses that can have neither.
    if url.password().is_some() {
        let _ = url.set_password(Some(MASK));
    } else if !url.username().is_empty() {
        let _ = url.set_username(MASK);
    }
    let path = without_logins(url.path());
    if path != url.path() {
        url.set_path(&path);
    }
    if let Some(query) = url.query() {
        let masked = pairs(query);
        if masked != query {
            url.set_query(Some(&masked));
        }
    }
    if let Some(fragment) = url.fragment() {
        let masked = pairs(fragment);
        if masked != fragment {
            url.set_fragment(Some(&masked));
        }
    }
    url.to_string()
}

/// Masks the values of `name=value&name=value`. Some servers separate them by `;`, and some pages
/// have a path or another query in a fragment.
fn pairs(written: &str) -> String {
    let mut masked = String::with_capacity(written.len());
    for part in written.split_inclusive(['&', ';', '?', '#']) {
        let own = part.trim_end_matches(['&', ';', '?', '#']);
        masked.push_str(&pair(own));
        masked.push_str(part.strip_prefix(own).unwrap_or_default());
    }
    masked
}

fn pair(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && (is_secret(name) || hides(value)) => {
            format!("{}={MASK}", without_logins(name))
        }
        _ => without_logins(pair),
    }
}

/// Whether a value is an address, or part of one, with something to mask in it.
fn hides(value: &str) -> bool {
    let decoded = decoded(value);
    let is_address = decoded.contains("://");
    login(&decoded, is_address).is_some()
        || is_address && decoded.split(['&', ';', '?', '#']).any(pair_is_secret)
}

fn pair_is_secret(part: &str) -> bool {
    part.split_once('=').is_some_and(|(name, value)| !value.is_empty() && is_secret(name))
}

/// Masks passwords of addresses that stand in another one, as those behind a proxy do.
fn without_logins(part: &str) -> String {
    // What stands behind `//` begins with a user, if there is one.
    let mut before = ["", "-"];
    let masked = part.split('/').map(|own| {
        let is_place = before[1].is_empty() && before[0].ends_with(':');
        before = [before[1], own];
        login(own, is_place).unwrap_or_else(|| own.to_owned())
    });
    masked.collect::<Vec<_>>().join("/")
}

/// Returns `user:password@host` with the password masked, and `token@host` with the token masked
/// where a user must stand; `None` for all else.
fn login(written: &str, is_place: bool) -> Option<String> {
    let decoded = decoded(written);
    let (login, place) = decoded.rsplit_once('@')?;
    match login.split_once(':') {
        Some((user, password)) if !password.is_empty() => Some(format!("{user}:{MASK}@{place}")),
        _ if is_place => Some(format!("{MASK}@{place}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regressions: a token as the user, in a fragment, behind `;`, or under an encoded name was shown.
    #[test]
    fn secrets_are_never_shown() {
        let cases = [
            ("https://ada:secret@e.org/feed", "https://ada:***@e.org/feed"),
            ("https://t0ken@e.org/feed", "https://***@e.org/feed"),
            ("https://t0ken:@e.org/feed", "https://***@e.org/feed"),
            (
                "https://e.org/f?page=2&api_key=abc&Token=x#top",
                "https://e.org/f?page=2&api_key=***&Token=***#top",
            ),
            ("https://e.org/f?token=", "https://e.org/f?token="),
            ("https://e.org/f?page=1;to=3", "https://e.org/f?page=1;to=3"),
            ("https://e.org/f?%74oken=x&to%6ben=y", "https://e.org/f?%74oken=***&to%6ben=***"),
            ("https://e.org/f?a=1;token=x;b=2", "https://e.org/f?a=1;token=***;b=2"),
            ("https://e.org/f#access_token=x&a=1", "https://e.org/f#access_token=***&a=1"),
            ("https://e.org/f#/in?jwt=x", "https://e.org/f#/in?jwt=***"),
            ("https://e.org/f?compass=1&encode=2", "https://e.org/f?compass=1&encode=2"),
            ("https://p.org/http://t0ken@e.org/f", "https://p.org/http://***@e.org/f"),
            ("https://p.org/?u=http%3A%2F%2Ft0ken%40e.org", "https://p.org/?u=***"),
            ("https://p.org/?u=http%3A%2F%2Fe.org%3Fkey%3Dx", "https://p.org/?u=***"),
            ("https://p.org/?u=http%253A%252F%252Fa%253Ab%2540e.org", "https://p.org/?u=***"),
            ("exec:feed http://t0ken@e.org/f", "exec:feed http://***@e.org/f"),
            ("https://p.org/http://a:b@e.org/f", "https://p.org/http://a:***@e.org/f"),
            ("https://p.org/?url=http%3A%2F%2Fa%3Ab%40e.org", "https://p.org/?url=***"),
            ("https://p.org/?http://a:b@e.org", "https://p.org/?http://a:***@e.org"),
            ("https://e.org/@ada:8/f#a:b@c", "https://e.org/@ada:8/f#a:***@c"),
            ("https://ada:se@cret@[bad/feed", "https://***@[bad/feed"),
            ("exec:feed --token abc x", "exec:feed --token *** x"),
            ("exec:feed --api-key=abc rust", "exec:feed --api-key=*** rust"),
            ("exec:feed ftp://a:b@e.org/f", "exec:feed ftp://a:***@e.org/f"),
            ("filter:sort:https://a:b@e.org/f", "filter:sort:https://a:***@e.org/f"),
        ];
        for (written, shown) in cases {
            assert_eq!(Masked(written).to_string(), shown);
        }
    }

    #[test]
    fn usual_names_of_secrets_are_known() {
        let names = "token key auth pass pw password passwd secret sig signature session sessionid \
            sid access access_token accessToken hash jwt code apikey api_key api-key PASS user_pass";
        for name in names.split_whitespace() {
            let written = format!("https://e.org/f?{name}=s3cret");
            assert!(has_secret(&written), "{name}");
            assert!(!Masked(&written).to_string().contains("s3cret"), "{name}");
        }
    }
}
