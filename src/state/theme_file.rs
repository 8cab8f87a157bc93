//! The file `theme` beside the database, which held the theme before the database did. It is
//! imported once and then removed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::text;

use super::{Database, Record, remembered};

/// Longer theme names do not exist.
const LONGEST_NAME: u64 = 1024;

/// Reads the theme that the file names.
pub(super) fn read(database: &Path) -> Option<String> {
    name_in(&beside(database)).ok().flatten()
}

/// Saves the theme unless another has been chosen since. A file that may not be removed stays and
/// is ignored the next time.
pub(super) fn take_over(path: &Path, database: &mut Database) {
    let file = beside(path);
    let Ok(name) = name_in(&file) else { return };
    let known = remembered::theme(&database.connection);
    let is_kept = match (name, known) {
        (Some(name), Ok(None)) => database.keep(&[Record::Theme(Some(name))]).map(|_| true),
        (_, known) => Ok(known.is_ok()),
    };
    let outcome = match is_kept {
        Ok(true) => fs::remove_file(&file).map_err(|error| error.to_string()),
        Ok(false) => Ok(()),
        Err(error) => Err(error.to_string()),
    };
    if let Err(why) = outcome {
        tracing::warn!("cannot import the theme of {}: {why}", file.display());
    }
}

fn name_in(file: &Path) -> io::Result<Option<String>> {
    let mut name = Vec::new();
    File::open(file)?.take(LONGEST_NAME).read_to_end(&mut name)?;
    let name = text::line(&String::from_utf8_lossy(&name)).trim().to_owned();
    Ok(Some(name).filter(|name| !name.is_empty()))
}

fn beside(database: &Path) -> PathBuf {
    database.with_file_name("theme")
}
