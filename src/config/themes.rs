//! Which themes there are: those that are built in, and those of files in the folder `themes`
//! beside the settings.

use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::Problem;
use crate::problem::cause;
use crate::text;

use super::palette::Palette;

/// The theme that follows the terminal's background.
pub const AUTO: &str = "auto";
/// The theme where none is asked for.
pub(super) const USUAL: &str = "terminal";

/// In the order in which they are offered.
const BUILT_IN: [(&str, &str); 11] = [
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

/// The themes that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    /// Files, by name.
    own: Vec<PathBuf>,
}

impl Themes {
    /// Those that are built in, and the files in `themes` beside the settings. What they say is
    /// read when they are shown.
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
        Self { own }
    }

    /// The names of all, each once; those that are built in come first.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
        let own: Vec<String> = self.own.iter().map(|path| name(path)).collect();
        names.extend(own.into_iter().filter(|name| built_in(name).is_none()));
        names
    }

    /// The colours of a theme. A file goes before what is built in under its name.
    ///
    /// # Errors
    /// Where there is no such theme, or its file cannot be read or understood.
    pub fn palette(&self, wanted: &str) -> Result<Palette, Problem> {
        if let Some(path) = self.own.iter().find(|path| name(path) == wanted) {
            let content = fs::read_to_string(path).map_err(|error| {
                Problem::error(path, format!("cannot read the theme: {}", cause(&error)))
                    .hint("check that the file can be read and that it is text in UTF-8")
            })?;
            return Palette::parse(path, &content);
        }
        let path = Path::new(wanted);
        match built_in(wanted) {
            Some(content) => Palette::parse(path, content),
            None => Err(Problem::error(path, "there is no such theme").hint(self.advice(wanted))),
        }
    }

    /// What was probably meant by a name that is not known.
    pub(super) fn advice(&self, wrong: &str) -> String {
        let names = self.names();
        let known: Vec<&str> = [AUTO].into_iter().chain(names.iter().map(String::as_str)).collect();
        match text::nearest(wrong, &known) {
            Some(right) => format!("did you mean `{right}`?"),
            None => format!("the themes are {}", known.join(", ")),
        }
    }
}

fn built_in(wanted: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(name, _)| *name == wanted).map(|(_, content)| *content)
}

/// The name of the theme of a file; safe to show.
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
