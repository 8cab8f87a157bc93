//! Folders of documents, settings and scripts for the program under test.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder of documents.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    /// Creates `count` documents; `Report 0001` is the newest.
    pub(crate) fn of_reports(count: u32) -> Self {
        let folder = Self::new();
        for number in 1..=count {
            let minute = 1_000_000 - number;
            let (day, hour) = (minute / 1440 % 28 + 1, minute / 60 % 24);
            let (year, month) = (2020 + minute / 483_840, minute / 40_320 % 12 + 1);
            let date = format!("{year}-{month:02}-{day:02}T{hour:02}:{:02}:00Z", minute % 60);
            let name = format!("{year}-{month:02}-{day:02}-{minute:06}.md");
            let text = format!(
                "---\ntitle: \"Report {number:04}\"\nexcerpt: \"What report {number} says.\"\n\
                 publishedDateTime: {date}\nwebUrl: \"https://example.org/{number}\"\nquality: 7\n\
                 provider:\n  name: Example\n  domain: example.org\n---\n\nThe text of {number}.\n"
            );
            folder.write(&name, &text);
        }
        folder
    }

    /// Creates a document that links to `url`, given as YAML.
    pub(crate) fn of_link(url: &str) -> Self {
        let folder = Self::new();
        folder.write("one.md", &format!("---\ntitle: The only one\nwebUrl: {url}\n---\n"));
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, text).expect("a document is written");
    }

    /// Creates a script and returns its path in the format of `BROWSER`.
    pub(crate) fn script(&self, lines: &str) -> String {
        let path = self.path().join("the browser");
        fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("a script is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
        format!("'{}'", path.display())
    }

    /// Creates a browser that records the number of its arguments and the arguments.
    pub(crate) fn recording_browser(&self) -> String {
        let log = self.path().join("browser.log");
        let log = log.display();
        self.script(&format!("{{ echo \"$#\"; printf '%s\\n' \"$@\"; }} >> '{log}'"))
    }

    pub(crate) fn browser_log(&self) -> String {
        fs::read_to_string(self.path().join("browser.log")).unwrap_or_default()
    }
}

/// Writes settings and returns the arguments that select them.
pub(crate) fn settings(folder: &Folder, text: &str) -> [PathBuf; 2] {
    let path = folder.path().join("config");
    fs::write(&path, text).expect("settings are written");
    ["--config".into(), path]
}
