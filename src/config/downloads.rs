//! The folder for downloads: the setting, and the folder that the desktop names.

use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, Xdg};
use serde::de::{Deserialize, Deserializer};

use crate::file;

use super::expand;
use super::refusal::Refused;
use super::view::Read;

/// The line of `user-dirs.dirs` that names the folder for downloads.
const NAME: &str = "XDG_DOWNLOAD_DIR=";

/// A folder, as written.
pub(super) struct Folder(pub(super) String);

impl<'de> Deserialize<'de> for Folder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a folder", folder))
    }
}

fn folder(text: &str) -> Result<Folder, Refused> {
    let hint = "write a path, as in downloads: ~/Downloads";
    if text.trim().is_empty() {
        return Err(Refused::new("the folder has no name", hint));
    }
    if text.starts_with('~') && text != "~" && !text.starts_with("~/") {
        return Err(Refused::new("only your own home folder can be written as ~", hint));
    }
    if expand(text).is_file() {
        return Err(Refused::new("this is a file, not a folder", hint));
    }
    Ok(Folder(text.to_owned()))
}

/// The folder for downloads where the settings name none: that of `user-dirs.dirs`, else
/// `Downloads` in the home folder; `None` without a home folder.
#[must_use]
pub(crate) fn usual_downloads() -> Option<PathBuf> {
    let home = etcetera::home_dir().ok()?;
    let file = Xdg::new().ok()?.config_dir().join("user-dirs.dirs");
    let content = file::settings(&file).unwrap_or_default();
    Some(named(&content, &home).unwrap_or_else(|| home.join("Downloads")))
}

/// Reads the folder from the text of `user-dirs.dirs`: lines such as
/// `XDG_DOWNLOAD_DIR="$HOME/Downloads"`, whose path is absolute or below `$HOME` (xdg-user-dirs,
/// user-dirs.dirs(5)). A folder that is the home folder itself is one that is turned off.
fn named(content: &str, home: &Path) -> Option<PathBuf> {
    let value = content.lines().rev().find_map(|line| line.trim().strip_prefix(NAME))?;
    let path = value.trim().trim_matches('"');
    let path = match path.strip_prefix("$HOME") {
        Some(rest) => home.join(rest.trim_start_matches('/')),
        None => PathBuf::from(path),
    };
    (path.is_absolute() && path != home).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    #[test]
    fn the_folder_of_the_desktop_is_read() {
        let home = Path::new("/home/ada");
        let of = |content: &str| named(content, home);
        let content = "# x\nXDG_DESKTOP_DIR=\"$HOME/d\"\nXDG_DOWNLOAD_DIR=\"$HOME/Geholtes\"\n";
        assert_eq!(of(content), Some(home.join("Geholtes")));
        assert_eq!(of("XDG_DOWNLOAD_DIR=\"/srv/media\""), Some(PathBuf::from("/srv/media")));
        for none in ["", "XDG_DOWNLOAD_DIR=\"$HOME/\"", "XDG_DOWNLOAD_DIR=\"media\""] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn the_setting_is_a_path_or_told_with_its_place() {
        let read = |content: &str| {
            let (config, problems, _) = Config::parse(Path::new("/etc/nw/c"), content);
            problems.first().map_or(Ok(config.downloads), |problem| Err(problem.to_string()))
        };
        assert_eq!(read("downloads:\n"), Ok(None));
        assert_eq!(read("downloads: /srv/media\n"), Ok(Some(PathBuf::from("/srv/media"))));
        assert_eq!(read("downloads: media\n"), Ok(Some(PathBuf::from("/etc/nw/media"))));
        for (content, said) in [
            ("downloads: \"\"\n", "/etc/nw/c:1:12: error: downloads: the folder has no name"),
            ("downloads: ~ada/media\n", "only your own home folder can be written as ~"),
            (
                concat!("downloads: ", env!("CARGO_MANIFEST_DIR"), "/Cargo.toml\n"),
                "this is a file, not a folder",
            ),
            ("downloads: [a]\n", "write one folder: downloads: ~/Downloads"),
        ] {
            let found = read(content).expect_err(content);
            assert!(found.contains(said), "{content}: {found}");
        }
    }
}
