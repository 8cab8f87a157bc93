//! What is opened without a path: the library and the folders of the config, else the built-in
//! edition.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const ENTRY: &str = "---\ntitle: \"From a feed\"\npublishedDateTime: 2026-06-01T08:00:00Z\n\
                     webUrl: \"https://e.example/1\"\nid: \"1\"\nfeed: \"https://e.example/feed\"\n\
                     enclosures:\n  - {url: \"https://e.example/1.mp3\", duration: 61}\n---\n<p>Text</p>\n";

fn write(home: &TempDir, name: &str, text: &str) {
    let path = home.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

fn run(home: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
    command.args(arguments).current_dir(home).env_clear();
    for (name, folder) in [
        ("HOME", "."),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_DATA_HOME", "data"),
    ] {
        command.env(name, home.join(folder));
    }
    let output = command.output().expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_library_and_the_folders_are_one_store() {
    let home = TempDir::new().expect("a home");
    assert_ne!(run(home.path(), &["count", "-q", "title:welcome"]).trim(), "0", "the edition");
    write(&home, "data/newswire/feeds/e-1a2b/2026-06-01-from-a-feed-00000000.html", ENTRY);
    write(&home, "own/a.md", "---\ntitle: Of my own\n---\nText\n");
    assert_eq!(run(home.path(), &["count", "-q", ""]).trim(), "1");
    write(
        &home,
        "config/newswire/config.yaml",
        &format!("folders: [{}]\n", home.path().join("own").display()),
    );
    assert_eq!(run(home.path(), &["count", "-q", ""]).trim(), "2");
    assert_eq!(run(home.path(), &["count", "-q", "feed:e.example has:enclosure"]).trim(), "1");
    let listed = run(home.path(), &["list", "--jsonl", "-q", "feed=\"https://e.example/feed\""]);
    let entry: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    assert_eq!(entry["feed"], "https://e.example/feed");
    assert_eq!(entry["enclosures"][0]["duration"], 61);
    assert_eq!(entry["comments"], serde_json::Value::Null);
    assert_eq!(run(home.path(), &["count", "-q", "", "own"]).trim(), "1", "a path stands alone");
}
