//! The available themes: built-in ones and files in the folder `themes` beside the settings file.
//! Each is parsed once, so switching themes is a lookup.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::file;
use crate::problem::Problem;
use crate::problem::cause;
use crate::text;

use super::palette::Palette;

/// The theme that follows the terminal's background colour.
pub const AUTO: &str = "auto";
/// The default theme.
pub(super) const USUAL: &str = "terminal";
/// Number of built-in themes.
const COUNT: usize = 11;

/// The built-in themes, in the order of the theme menu.
const BUILT_IN: [(&str, &str); COUNT] = [
    ("terminal", include_str!("../../assets/themes/terminal.yaml")),
    ("dark", include_str!("../../assets/themes/dark.yaml")),
    ("light", include_str!("../../assets/themes/light.yaml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.yaml")),
    ("solarized", include_str!("../../assets/themes/solarized.yaml")),
    ("solarized-light", include_str!("../../assets/themes/solarized-light.yaml")),
    ("gruvbox", include_str!("../../assets/themes/gruvbox.yaml")),
    ("gruvbox-light", include_str!("../../assets/themes/gruvbox-light.yaml")),
    ("catppuccin", include_str!("../../assets/themes/catppuccin.yaml")),
    ("catppuccin-latte", include_str!("../../assets/themes/catppuccin-latte.yaml")),
    ("nord", include_str!("../../assets/themes/nord.yaml")),
];

/// The outcome of parsing a theme.
type Parsed = Result<Palette, Problem>;

/// Cache of parsed built-in themes, filled on first use: most sessions need one.
static PARSED: [OnceLock<Parsed>; COUNT] = [const { OnceLock::new() }; COUNT];

/// The available themes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    /// Themes from files, sorted by name.
    own: Arc<[(String, Parsed)]>,
}

impl Themes {
    /// Collects the built-in themes and those in the folder `themes` beside the settings file.
    pub(super) fn beside(settings: &Path) -> Self {
        let folder = settings.parent().unwrap_or(Path::new("")).join("themes");
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let is_theme = |path: &PathBuf| {
            path.extension().is_some_and(|it| it == "yaml" || it == "yml")
                && !name(path).is_empty()
                && !name(path).starts_with('.')
                && name(path) != AUTO
        };
        let mut own: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_theme).collect();
        own.sort();
        own.dedup_by_key(|path| name(path));
        Self { own: own.iter().map(|path| (name(path), read(path))).collect() }
    }

    /// Parses all built-in themes ahead of time, so that switching themes is instant.
    pub(crate) fn prepare() {
        for at in 0..COUNT {
            parsed(at);
        }
    }

    /// Returns all names without duplicates, built-in themes first.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
        let own = self.own.iter().map(|(name, _)| name);
        names.extend(own.filter(|name| built_in(name).is_none()).cloned());
        names
    }

    /// Returns the colours of a theme. A file overrides a built-in theme of the same name.
    ///
    /// # Errors
    /// If the theme does not exist, or its file cannot be read or parsed.
    pub fn palette(&self, wanted: &str) -> Result<Palette, Problem> {
        if let Some((_, theme)) = self.own.iter().find(|(name, _)| name == wanted) {
            return theme.clone();
        }
        if let Some(at) = built_in(wanted) {
            return parsed(at).clone();
        }
        let problem = Problem::error(Path::new(wanted), "there is no such theme");
        Err(problem.hint(self.advice(wanted)))
    }

    /// Suggests a theme for an unknown name.
    pub(super) fn advice(&self, wrong: &str) -> String {
        let names = self.names();
        let known: Vec<&str> = [AUTO].into_iter().chain(names.iter().map(String::as_str)).collect();
        match text::nearest(wrong, &known) {
            Some(right) => format!("did you mean `{right}`?"),
            None => format!("the themes are {}", known.join(", ")),
        }
    }
}

fn built_in(wanted: &str) -> Option<usize> {
    BUILT_IN.iter().position(|(name, _)| *name == wanted)
}

fn parsed(at: usize) -> &'static Parsed {
    let (name, content) = BUILT_IN[at];
    PARSED[at].get_or_init(|| Palette::parse(Path::new(name), content))
}

fn read(path: &Path) -> Parsed {
    let content = file::settings(path).map_err(|error| {
        Problem::error(path, format!("cannot read the theme: {}", cause(&error)))
            .hint("check that the file is readable UTF-8 text")
    })?;
    Palette::parse(path, &content)
}

/// Derives the name of a theme from its file; safe to print.
fn name(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    text::line(&stem).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_assets_is_a_theme_that_is_offered() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/themes");
        let mut files: Vec<String> = fs::read_dir(folder)
            .expect("the themes")
            .map(|entry| name(&entry.expect("an entry").path()))
            .collect();
        let mut names = Themes::default().names();
        files.sort();
        names.sort();
        assert_eq!(files, names);
    }

    #[test]
    fn the_palette_of_the_terminal_is_that_of_its_file() {
        assert_eq!(Themes::default().palette(USUAL), Ok(Palette::TERMINAL));
    }
}
