//! Which names mean which field, and the entries of a map by field.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::article::host;

use super::node::Node;

/// What a header can contain. Several names may mean one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Summary,
    Date,
    Created,
    Published,
    WebUrl,
    OriginalUrl,
    Kind,
    Category,
    Quality,
    Heat,
    Removed,
    Provider,
    Domain,
    Topics,
    Author,
    Images,
    Related,
    Featured,
    Feed,
    Key,
    Updated,
    Comments,
    Enclosures,
}

/// The names of each field, best first, in lower case without `-`, `_` and spaces.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "name", "headline", "subject"]),
    (Field::Summary, &["excerpt", "summary", "deck", "description", "subtitle", "preview"]),
    (
        Field::Date,
        &[
            "publisheddatetime",
            "date",
            "pubdate",
            "pubdatetime",
            "publishdate",
            "publisheddate",
            "publicationdate",
            "publishedat",
            "publishedon",
            "datepublished",
            "datetime",
            "posted",
        ],
    ),
    (Field::Published, &["published"]),
    (
        Field::Created,
        &["created", "createdat", "createdon", "datecreated", "createddate", "creationdate"],
    ),
    (
        Field::WebUrl,
        &[
            "weburl",
            "url",
            "link",
            "permalink",
            "canonical",
            "sourceurl",
            "ampweburl",
            "cdnampweburl",
        ],
    ),
    (Field::OriginalUrl, &["originalurl"]),
    (Field::Kind, &["type"]),
    (Field::Category, &["category", "categories"]),
    (Field::Quality, &["quality"]),
    (Field::Heat, &["heat"]),
    (Field::Removed, &["removed"]),
    (Field::Provider, &["provider", "source", "publisher", "site"]),
    (Field::Domain, &["domain"]),
    (Field::Topics, &["topics", "tags", "keywords"]),
    (Field::Author, &["author", "authors"]),
    (Field::Images, &["images", "image", "cover", "hero", "featuredimage", "thumbnail"]),
    (Field::Related, &["related"]),
    (Field::Featured, &["featuredcontent"]),
    (Field::Feed, &["feed"]),
    (Field::Key, &["key"]),
    (
        Field::Updated,
        &[
            "updated",
            "lastmod",
            "modified",
            "updatedat",
            "lastupdated",
            "lastmodified",
            "lastmodifiedat",
            "modifiedat",
            "datemodified",
            "dateupdated",
            "updateddate",
            "modifieddate",
        ],
    ),
    (Field::Comments, &["comments"]),
    (Field::Enclosures, &["enclosures", "enclosure"]),
];

/// The rank of `source` among the names of the provider.
const SOURCE: usize = 1;
/// The rank of a name that counts after all others.
const LAST: usize = usize::MAX;

fn is_web_link(value: &Node) -> bool {
    matches!(value, Node::Text(text) if host(text.trim()).is_some())
}

/// Lookup table for [`NAMES`]: a header has dozens of names, and a linear search for each took a
/// tenth of the parsing time of a document.
static FIELDS: LazyLock<FxHashMap<&[u8], (Field, usize)>> = LazyLock::new(|| {
    let ranked = |(field, names): &'static (Field, &'static [&'static str])| {
        (0..).zip(*names).map(|(rank, name)| (name.as_bytes(), (*field, rank)))
    };
    NAMES.iter().flat_map(ranked).collect()
});

/// Longer names have no meaning.
const MAX_LENGTH: usize = 24;

/// Returns the field that a name means, and the rank of that name.
pub(super) fn field_of(name: &str) -> Option<(Field, usize)> {
    let (mut plain, mut length) = ([0; MAX_LENGTH], 0);
    for byte in name.bytes().filter(|byte| !matches!(byte, b'-' | b'_' | b' ')) {
        *plain.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    FIELDS.get(plain.get(..length)?).copied()
}

/// A map entry that has a meaning, under the name that the document used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    field: Field,
    rank: usize,
    pub(crate) name: &'a str,
    pub(crate) value: &'a Node,
}

/// The map entries that have a meaning.
#[derive(Debug)]
pub(crate) struct Entries<'a>(Vec<Entry<'a>>);

impl<'a> Entries<'a> {
    pub(crate) fn of(map: &'a [(String, Node)]) -> Self {
        let known = |(name, value): &'a (String, Node)| {
            let (field, rank) = match field_of(name)? {
                // Clippers of pages write the address there.
                (Field::Provider, SOURCE) if is_web_link(value) => (Field::WebUrl, LAST),
                ranked => ranked,
            };
            Some(Entry { field, rank, name, value })
        };
        Self(map.iter().filter_map(known).collect())
    }

    /// Returns all entries of a field: the best name first, and of duplicate names only the last.
    pub(crate) fn all(&self, field: Field) -> Vec<Entry<'a>> {
        let of_field = |entry: &&Entry<'a>| entry.field == field;
        let mut found: Vec<_> = self.0.iter().rev().filter(of_field).copied().collect();
        found.sort_by_key(|entry| entry.rank);
        found.dedup_by_key(|entry| entry.rank);
        found
    }

    /// Returns the first readable value; unreadable ones are skipped without a warning.
    pub(crate) fn find<T>(&self, field: Field, read: impl Fn(&Node) -> Option<T>) -> Option<T> {
        self.all(field).into_iter().find_map(|entry| read(entry.value))
    }

    /// Returns the entry that counts if only one can.
    pub(crate) fn best(&self, field: Field) -> Option<Entry<'a>> {
        let of_field = |entry: &&Entry<'a>| entry.field == field;
        self.0.iter().rev().filter(of_field).min_by_key(|entry| entry.rank).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_however_it_is_written() {
        for (field, names) in NAMES {
            for (rank, name) in names.iter().enumerate() {
                let spaced: String = name.chars().flat_map(|c| [c, '-', '_', ' ']).collect();
                for written in [(*name).to_owned(), name.to_uppercase(), spaced] {
                    assert_eq!(field_of(&written), Some((*field, rank)), "{written}");
                }
            }
        }
        assert_eq!(field_of("source"), Some((Field::Provider, SOURCE)));
        for other in ["", "-", "titles", "títle", &"title".repeat(9)] {
            assert_eq!(field_of(other), None, "{other}");
        }
    }

    /// Checks each name in the table of the manual, except in its remarks on other cases.
    #[test]
    fn the_manual_names_fields_that_there_are() {
        let page = include_str!("../../assets/manual/formats.md");
        let (_, table) = page.split_once("| field | names |\n").expect("a table");
        let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
        let fields = rows.map(|row| row.split(", else").next().unwrap_or_default());
        let names: Vec<&str> = fields.flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
        assert!(names.len() > 35, "{names:?}");
        assert!(names.iter().all(|name| field_of(name).is_some()), "{names:?}");
    }
}
