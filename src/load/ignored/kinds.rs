//! What programs put beside articles: packages, the parts and the output of site generators, and
//! files that only programs read.

use std::path::Path;

use super::Reason;

/// Folders of packages, wherever they are.
const PACKAGES: [&str; 3] = ["node_modules", "bower_components", "__pycache__"];

/// Files that are written for programs, in lower case.
const PROGRAM: [&str; 12] = [
    "robots.txt",
    "humans.txt",
    "ads.txt",
    "app-ads.txt",
    "security.txt",
    "sitemap.txt",
    "constraints.txt",
    "cmakelists.txt",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "docker-compose.yml",
    "docker-compose.yaml",
];

/// A generator of sites.
struct Generator {
    /// Its settings, one of which stands in the root of a site; `.*` stands for any extension.
    settings: &'static [&'static str],
    /// A folder that must be there too, for settings whose name others use as well.
    beside: Option<&'static str>,
    /// Folders that it writes.
    output: &'static [&'static str],
    /// Folders of templates, data and themes.
    parts: &'static [&'static str],
}

const GENERATORS: &[Generator] = &[
    // Jekyll and Hexo.
    Generator {
        settings: &["_config.yml", "_config.yaml", "_config.toml"],
        beside: None,
        output: &["_site", "public"],
        parts: &["_layouts", "_includes", "_sass", "_data", "_plugins", "themes", "scaffolds"],
    },
    // Hugo.
    Generator {
        settings: &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"],
        beside: None,
        output: &["public", "resources"],
        parts: &["archetypes", "assets", "data", "i18n", "layouts", "static", "themes"],
    },
    // Hugo as it was, and Zola.
    Generator {
        settings: &["config.toml", "config.yaml", "config.yml", "config.json"],
        beside: Some("content"),
        output: &["public", "resources"],
        parts: &[
            "archetypes",
            "assets",
            "data",
            "i18n",
            "layouts",
            "sass",
            "static",
            "templates",
            "themes",
        ],
    },
    // Eleventy.
    Generator {
        settings: &[
            ".eleventy.js",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
            "eleventy.config.ts",
        ],
        beside: None,
        output: &["_site"],
        parts: &["_includes", "_layouts", "_data"],
    },
    // MkDocs.
    Generator {
        settings: &["mkdocs.yml", "mkdocs.yaml"],
        beside: None,
        output: &["site"],
        parts: &["overrides"],
    },
    // Pelican.
    Generator {
        settings: &["pelicanconf.py"],
        beside: None,
        output: &["output"],
        parts: &["theme", "themes"],
    },
    // mdBook.
    Generator { settings: &["book.toml"], beside: None, output: &["book"], parts: &["theme"] },
    // Sphinx and Nikola.
    Generator {
        settings: &["conf.py"],
        beside: None,
        output: &["_build", "output"],
        parts: &["_static", "_templates", "templates", "themes"],
    },
    // Astro, Docusaurus, Gatsby, Next and Nuxt.
    Generator {
        settings: &[
            "astro.config.mjs",
            "astro.config.ts",
            "astro.config.js",
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "gatsby-config.js",
            "gatsby-config.ts",
            "next.config.js",
            "next.config.mjs",
            "next.config.ts",
            "nuxt.config.js",
            "nuxt.config.ts",
        ],
        beside: None,
        output: &["dist", "build", "out", "public"],
        parts: &["static"],
    },
];

/// Why an entry is none of the articles of a folder, by its name and what stands beside it.
pub(super) fn reason(path: &Path, is_folder: bool) -> Option<Reason> {
    let name = path.file_name()?.to_str()?;
    if is_folder {
        if PACKAGES.contains(&name) {
            return Some(Reason::Packages);
        }
        return of_generator(path.parent()?, name);
    }
    // All others are articles by their ending.
    let ending = path.extension().unwrap_or_default();
    if !["txt", "yml", "yaml"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let is_requirements = lower.starts_with("requirements") && lower.strip_suffix(".txt").is_some();
    if PROGRAM.contains(&&*lower) || is_requirements {
        return Some(Reason::Program);
    }
    is_settings(path.parent()?, &lower).then_some(Reason::Generator)
}

fn of_generator(site: &Path, name: &str) -> Option<Reason> {
    GENERATORS.iter().find_map(|generator| {
        let reason = if generator.output.contains(&name) {
            Reason::Output
        } else if generator.parts.contains(&name) {
            Reason::Generator
        } else {
            return None;
        };
        generator.is_of(site).then_some(reason)
    })
}

impl Generator {
    fn is_of(&self, site: &Path) -> bool {
        self.settings.iter().any(|name| site.join(name).is_file()) && self.has_beside(site)
    }

    fn has_beside(&self, site: &Path) -> bool {
        self.beside.is_none_or(|folder| site.join(folder).is_dir())
    }
}

/// Whether a file holds the settings of a generator, or of one of its themes: `_config.theme.yml`.
fn is_settings(site: &Path, name: &str) -> bool {
    let is_theme = name.starts_with("_config.") && name.strip_suffix(".yml").is_some();
    let named = |generator: &Generator| generator.settings.contains(&name);
    is_theme || GENERATORS.iter().any(|it| named(it) && it.has_beside(site))
}
