//! All options with their defaults, as `assets/config.yaml` documents them.

/// Every option with what it does, and its default.
pub const DEFAULTS: &str = include_str!("../../assets/config.yaml");

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// The first line of what is said of it.
    pub sentence: String,
    /// All lines of that.
    pub about: String,
    /// Its value where nothing else is said, as written.
    pub default: String,
}

/// All, in the order in which they are documented.
#[must_use]
pub fn options() -> Vec<Setting> {
    let mut options = Vec::new();
    let (mut sentence, mut about) = ("", Vec::new());
    let mut before = "";
    for line in DEFAULTS.lines() {
        let is_comment = line.starts_with('#');
        if is_comment && before.is_empty() {
            sentence = line.trim_start_matches(['#', ' ']);
            about.clear();
        }
        if is_comment {
            let said = line.strip_prefix('#').unwrap_or(line);
            about.push(said.strip_prefix(' ').unwrap_or(said));
        }
        if let Some((name, default)) = line.split_once(':').filter(|_| !is_comment) {
            let (name, default) = (name.to_owned(), default.trim().to_owned());
            let (sentence, about) = (sentence.to_owned(), about.join("\n"));
            options.push(Setting { name, sentence, about, default });
        }
        before = line;
    }
    options
}
