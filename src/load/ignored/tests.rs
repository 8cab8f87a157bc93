//! What is left out of the folders of sites and notes.

use std::fs;

use super::*;

struct Site(tempfile::TempDir);

impl Site {
    fn of(files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().expect("a folder"));
        for (name, content) in files {
            let path = site.0.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, content).expect("written");
        }
        site
    }

    /// The reason for each path, `-` for none.
    fn reasons(&self, patterns: &[&str], paths: &[&str]) -> Vec<String> {
        let patterns: Vec<String> = patterns.iter().map(|it| (*it).to_owned()).collect();
        let rules = Rules::new(self.0.path(), &patterns);
        let reason = |path: &&str| {
            let is_folder = path.ends_with('/');
            let path = self.0.path().join(path.trim_end_matches('/'));
            let reason = rules.reason_of_any(&path, is_folder);
            reason.map_or("-".to_owned(), |reason| format!("{reason:?}"))
        };
        paths.iter().map(reason).collect()
    }
}

/// `robots.txt`, `requirements.txt` and the settings of the site were articles, and so was
/// whatever its generator had made.
#[test]
fn of_a_site_the_articles_remain() {
    let site = Site::of(&[
        ("_config.yml", "title: My site"),
        (".gitignore", "build/\n*.tmp.md\n!keep.tmp.md\n/only-here.md\n"),
        ("content/.gitignore", "secret.md\n"),
    ]);
    let paths = [
        "content/kelp.md",
        "_posts/a.md",
        "content/node_modules/x/readme.md",
        "_site/a.html",
        "public/a.html",
        "_layouts/post.html",
        "content/public/a.md",
        "_config.yml",
        "_config.theme.yml",
        "robots.txt",
        "requirements-dev.txt",
        "build/a.md",
        "content/build/a.md",
        "a.tmp.md",
        "content/keep.tmp.md",
        "only-here.md",
        "content/only-here.md",
        "content/secret.md",
        "secret.md",
        ".drafts/a.md",
    ];
    let found = site.reasons(&[], &paths);
    let expected = [
        "-",
        "-",
        "Packages",
        "Output",
        "Output",
        "Generator",
        "-",
        "Generator",
        "Generator",
        "Program",
        "Program",
        "Gitignore",
        "Gitignore",
        "Gitignore",
        "-",
        "Gitignore",
        "-",
        "Gitignore",
        "-",
        "Hidden",
    ];
    assert_eq!(found, expected);
    let plain = Site::of(&[("a.md", "")]);
    let names = ["public/", "_site/", "themes/", "config.yaml", "site/"];
    assert_eq!(plain.reasons(&[], &names), ["-"; 5], "without a generator they are folders");
}

#[test]
fn settings_and_own_patterns_count_before_all_others() {
    let site = Site::of(&[
        (".gitignore", "a.md\nb.md\n"),
        (".newswireignore", "!a.md\nc.md\n!node_modules\n"),
        ("hugo.toml", ""),
    ]);
    let paths = ["a.md", "b.md", "c.md", "d.md", "node_modules/", "public/"];
    let expected = ["-", "Gitignore", "Newswireignore", "-", "-", "Output"];
    assert_eq!(site.reasons(&[], &paths), expected);
    let expected = ["Setting", "-", "Newswireignore", "-", "-", "-"];
    assert_eq!(site.reasons(&["a.md", "!b.md", "!/public/"], &paths), expected);
}

#[test]
fn the_templates_of_a_vault_are_no_notes() {
    let vault = Site::of(&[
        ("vault/.obsidian/templates.json", r#"{"folder": "Meta/Templates"}"#),
        (
            "vault/.obsidian/plugins/templater-obsidian/data.json",
            r#"{"templates_folder": "Scripts"}"#,
        ),
    ]);
    let paths =
        ["vault/Meta/Templates/a.md", "vault/Meta/a.md", "vault/Scripts/a.md", "Scripts/a.md"];
    assert_eq!(vault.reasons(&[], &paths), ["Template", "-", "Template", "-"]);
}

#[test]
fn what_is_left_out_is_counted_by_reason() {
    let mut left_out = LeftOut::default();
    left_out.add(Reason::Hidden);
    assert_eq!(left_out.to_string(), "1 file or folder left out: 1 hidden");
    left_out.add(Reason::Gitignore);
    left_out.add(Reason::Gitignore);
    let mut all = LeftOut::default();
    all.append(&left_out);
    let expected = "3 files and folders left out: 2 named by .gitignore, 1 hidden";
    assert_eq!(all.to_string(), expected);
}

/// Lines after the 1,000th did not count, without a word; and those of many files together took
/// the time of a walk many times over.
#[test]
fn a_file_of_too_many_patterns_is_told() {
    let many =
        |count: usize| (0..count).map(|it| format!("n{it}.md\n")).collect::<Vec<String>>().concat();
    let site = Site::of(&[
        (".gitignore", &format!("{}secret.md\n", many(1_500))),
        ("a/.newswireignore", &many(4_000)),
        ("a/.gitignore", "b.md\n"),
    ]);
    assert_eq!(site.reasons(&[], &["secret.md", "n7.md"]), ["Gitignore", "Gitignore"]);
    let paths = ["a/n3000.md", "a/secret.md", "a/b.md"];
    assert_eq!(site.reasons(&[], &paths), ["-", "Gitignore", "Gitignore"]);
    let rules = Rules::new(site.0.path(), &[]);
    rules.enter(&site.0.path().join("a"));
    let told: Vec<String> = rules.problems(site.0.path()).iter().map(ToString::to_string).collect();
    let expected = format!(
        "{}/a/.newswireignore: warning: left out: with it the folder has more than 5,000 patterns",
        site.0.path().display()
    );
    assert!(told.len() == 1 && told[0].starts_with(&expected), "{told:?}");
}
