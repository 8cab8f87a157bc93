//! The layers of the crate: a module may name only modules of a row above its
//! own, and no sibling. Reads the sources, so a wrong arrow fails the build.

use std::fs;
use std::path::{Path, PathBuf};

/// From facts to coordination; a module sees only the rows before its own.
const ROWS: [&[&str]; 8] = [
    &["text"],
    &["problem", "query", "terminal"],
    &["article", "config", "markup"],
    &["state", "picture"],
    &["load", "store"],
    &["app"],
    &["view", "cli"],
    &["shell"],
];

fn row_of(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("an entry of src").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// `src/load/date.rs` and `src/load.rs` are both of module `load`.
fn module_of(path: &Path, src: &Path) -> String {
    let inside = path.strip_prefix(src).expect("a path below src");
    let first = inside.iter().next().expect("a file name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Every `crate::module` that a file names, with its line number.
fn named(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for after in code.split("crate::").skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.push((number + 1, name));
        }
    }
    found
}

#[test]
fn no_module_names_one_of_its_own_row_or_below() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 3, "the sources were found");
    let mut faults = Vec::new();
    for path in files {
        let module = module_of(&path, &src);
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(row) = row_of(&module) else {
            faults.push(format!("{}: module {module} has no row", path.display()));
            continue;
        };
        let source = fs::read_to_string(&path).expect("a source file");
        for (line, name) in named(&source) {
            let allowed = name == module || row_of(&name).is_some_and(|other| other < row);
            if !allowed {
                faults.push(format!("{}:{line}: {module} names {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// `super::` out of a module is another way to name a sibling of it.
#[test]
fn no_module_climbs_out_of_itself() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut faults = Vec::new();
    for path in files {
        let module = module_of(&path, &src);
        // `src/app.rs` stands one step below the root, `src/app/list.rs` two.
        let depth = path.strip_prefix(&src).expect("below src").iter().count();
        let climb = "super::".repeat(depth);
        let source = fs::read_to_string(&path).expect("a source file");
        for after in source.split(&climb).skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if name != module && row_of(&name).is_some() {
                faults.push(format!("{}: {climb}{name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn one_module_per_use_so_that_the_check_sees_all() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for path in files {
        let source = fs::read_to_string(&path).expect("a source file");
        assert!(!source.contains("use crate::{"), "{}: one module per `use`", path.display());
    }
}

/// Else there would be two ways to keep something, and one of them without a way into the future.
#[test]
fn only_state_names_the_database() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut found = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).expect("a source file");
        if source.contains("rusqlite") {
            found.push((module_of(&path, &src), path));
        }
    }
    let elsewhere: Vec<_> = found.iter().filter(|(module, _)| module != "state").collect();
    assert!(!found.is_empty() && elsewhere.is_empty(), "{elsewhere:?}");
}
