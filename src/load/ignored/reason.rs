//! Why entries are left out, and how many.

use std::fmt;

use crate::text;

/// Why an entry of a folder is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::load) enum Reason {
    Hidden,
    /// A pattern in the settings.
    Setting,
    /// A pattern in a file of patterns.
    Newswireignore,
    Gitignore,
    /// What package managers keep.
    Packages,
    /// What a generator of sites made.
    Output,
    /// What a generator of sites works with.
    Generator,
    /// What is written for programs.
    Program,
    /// Templates for notes.
    Template,
}

/// The reasons, in the order in which they are told, with their words after 1 and after other
/// numbers.
const WORDS: [(Reason, &str, &str); 9] = [
    (Reason::Setting, "named by `ignore` in the settings", "named by `ignore` in the settings"),
    (Reason::Newswireignore, "named by .newswireignore", "named by .newswireignore"),
    (Reason::Gitignore, "named by .gitignore", "named by .gitignore"),
    (Reason::Packages, "folder of installed packages", "folders of installed packages"),
    (Reason::Output, "made by a site generator", "made by a site generator"),
    (Reason::Generator, "used by a site generator", "used by a site generator"),
    (Reason::Program, "written for programs", "written for programs"),
    (Reason::Template, "folder of Obsidian templates", "folders of Obsidian templates"),
    (Reason::Hidden, "hidden", "hidden"),
];

/// How many files and folders of a walk were left out, by reason. A folder counts once, whatever it
/// holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut([usize; WORDS.len()]);

impl LeftOut {
    pub(in crate::load) fn add(&mut self, reason: Reason) {
        let at = WORDS.iter().position(|(known, ..)| *known == reason);
        at.and_then(|at| self.0.get_mut(at)).into_iter().for_each(|count| *count += 1);
    }

    pub(in crate::load) fn append(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
    }

    /// The number of all files and folders.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().sum()
    }
}

/// `3 left out: 2 named by .gitignore, 1 hidden`.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count();
        let what = if count == 1 { "file or folder" } else { "files and folders" };
        write!(f, "{} {what} left out", text::thousands(count))?;
        let told = self.0.iter().zip(WORDS).filter(|(count, _)| **count > 0);
        for (number, (count, (_, one, many))) in told.enumerate() {
            let words = if *count == 1 { one } else { many };
            let before = if number == 0 { ": " } else { ", " };
            write!(f, "{before}{} {words}", text::thousands(*count))?;
        }
        Ok(())
    }
}
