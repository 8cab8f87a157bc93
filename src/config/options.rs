//! All settings with their defaults, as documented in `assets/config.yaml`.

/// The default settings file, which documents every setting.
pub const DEFAULTS: &str = include_str!("../../assets/config.yaml");

/// A documented setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// First line of its description.
    pub sentence: String,
    /// Its whole description.
    pub about: String,
    /// Its default value, as written in the file.
    pub default: String,
}

/// Returns all settings in the order of the documentation.
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
