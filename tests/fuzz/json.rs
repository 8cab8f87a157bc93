//! JSON Feed.

use super::feed::{assert_kept, read};
use super::mutator::{Material, Numbers};
use super::{Target, fixtures};

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\\u202e",
    "\\n",
    "null",
    "true",
    "1e999",
    "-0.0",
    "// x\n",
    "/* x */",
    "'",
    "\"items\": [",
    "\"items\": {},",
    "\"id\": 1,",
    "\"id\": {},",
    "\"url\": \"mailto:x\",",
    "\"external_url\": \"ftp://x.example\",",
    "\"title\": [\"x\"],",
    "\"content_html\": 3,",
    "\"content_text\": \"<b>\\u001b[31m\",",
    "\"date_published\": 1700000000,",
    "\"tags\": \"a, b\",",
    "\"author\": {\"name\": {}},",
    "\"authors\": [null, {\"name\": \"x\"}],",
    "\"attachments\": [{\"url\": \"a.mp3\", \"size_in_bytes\": -1, \"duration_in_seconds\": 1e300}],",
    "\"image\": \"data:x\",",
    "\"language\": \"\\u0007\",",
    "\"next_url\": \"javascript:x\",",
    "\"version\": 1,",
];

#[test]
fn json_feeds_are_read_with_clean_texts_and_absolute_links() {
    let seeds = fixtures(&["feeds"]).into_iter().filter(|bytes| bytes.starts_with(b"{"));
    let material = Material { seeds: seeds.collect(), pieces: PIECES };
    Target { name: "json", material, inputs: 1_500, check }.run();
}

fn check(bytes: &[u8], numbers: &mut Numbers) {
    if let Some(feed) = read(bytes, numbers) {
        assert_kept(&feed);
    }
}
