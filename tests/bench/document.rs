//! Generates documents shaped like real ones, about 2.5 kB each. The same number gives the same
//! document on every machine.

#![allow(dead_code, reason = "each bench is one crate and uses a part of this")]

use std::fmt::Write;

const WORDS: [&str; 24] = [
    "quiet",
    "reactor",
    "expands",
    "in",
    "Lisbon",
    "after",
    "long",
    "review",
    "officials",
    "said",
    "the",
    "plan",
    "would",
    "take",
    "several",
    "years",
    "glacier",
    "market",
    "halts",
    "amid",
    "budget",
    "row",
    "Nairobi",
    "satellite",
];
const PROVIDERS: [(&str, &str); 4] = [
    ("Morning Ledger", "morning.example"),
    ("中国日报网", "chinadaily.example"),
    ("Börsennews", "boersennews.example"),
    ("Harbour Wire", "harbour.example"),
];
const TOPICS: [&str; 4] = ["AI", "Natural Language Processing", "Energy", "Space"];

/// A pseudo-random number generator (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let limit = limit as u64;
        usize::try_from((mixed ^ (mixed >> 31)) % limit).expect("it is below the limit")
    }

    fn one<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.one(&WORDS)).collect();
        words.join(" ")
    }

    fn sealed(&mut self, length: usize) -> String {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let letter = |_| char::from(self.one(letters));
        (0..length).map(letter).collect()
    }

    fn date(&mut self) -> String {
        let (year, month, day) = (2020 + self.below(6), 1 + self.below(12), 1 + self.below(28));
        let (hour, minute) = (self.below(24), self.below(60));
        format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z")
    }
}

/// Returns file name and text of the document with this number.
pub(crate) fn document(number: u32) -> (String, String) {
    let mut chance = Chance(u64::from(number));
    let (title, date) = (chance.words(9), chance.date());
    let (provider, domain) = chance.one(&PROVIDERS);
    let name = format!("{}-{number}.md", date.get(..10).unwrap_or_default());
    let mut text = format!(
        "---\ncategory: news\ntitle: \"Report {number}: {title}\"\nexcerpt: \"{}\"\n\
         publishedDateTime: {date}\noriginalUrl: \"https://{domain}/{number}\"\n\
         webUrl: \"https://{domain}/{number}\"\ntype: article\nquality: {}\nheat: {}\n\
         published: false\n\nprovider:\n  name: {provider}\n  domain: {domain}\n\n\
         topics:\n  - {}\n  - {}\n\n",
        chance.words(28),
        chance.below(120),
        chance.below(160),
        chance.one(&TOPICS),
        chance.one(&TOPICS),
    );
    text.push_str(&image("", domain, number));
    text.push_str("\nrelated:\n");
    for other in 0..2 {
        let (provider, domain) = chance.one(&PROVIDERS);
        write!(
            text,
            "  - title: \"{}\"\n    excerpt: \"{}\"\n    publishedDateTime: {}\n    \
             webUrl: \"https://{domain}/r/{number}-{other}\"\n    type: article\n    provider:\n      \
             name: {provider}\n      domain: {domain}\n    quality: {}\n{}",
            chance.words(9),
            chance.words(28),
            chance.date(),
            chance.below(120),
            image("    ", domain, number),
        )
        .expect("a string takes everything");
    }
    let (sealed, key) = (chance.sealed(428), chance.sealed(24));
    write!(text, "\nsecured: \"{sealed};{key}\"\n---\n\n").expect("a string takes everything");
    (name, text)
}

/// A post that names no story: only its title, which it shares with five others except for two
/// words, reveals it. Posts are `minutes` apart.
pub(crate) fn post(number: u32, minutes: u32) -> (String, String) {
    let story = number / STORY;
    let (mut of_story, mut own) = (Chance(u64::from(story) << 32), Chance(u64::from(number)));
    let mut title: Vec<String> = (0..9).map(|_| of_story.rare_word()).collect();
    for _ in 0..2 {
        let place = own.below(title.len());
        title[place] = own.rare_word();
    }
    let provider = own.below(200);
    let at = 1_577_836_800
        + i64::from(story) * i64::from(STORY * minutes) * 60
        + i64::try_from(own.below(600)).expect("it is small") * 60;
    let date = jiff::Timestamp::from_second(at).expect("a moment of this century");
    let title = title.join(" ");
    let text = format!(
        "---\ntitle: {title}\ndate: {date}\nurl: https://p{provider}.example/{number}\n---\n"
    );
    (format!("{number}.md"), text)
}

/// A report of a six-report story that lists the other five and one that is not loaded.
pub(crate) fn listing(number: u32) -> (String, String) {
    let (first, mut chance) = (number / STORY * STORY, Chance(u64::from(number)));
    let heat = if number == first { 140 } else { -1 };
    let quality = if number == first { 100 } else { chance.below(90) };
    let mut text = format!(
        "---\ntitle: \"Report {number}\"\npublishedDateTime: {}\nwebUrl: https://n.example/{number}\n\
         quality: {quality}\nheat: {heat}\nprovider: {{name: Paper {}}}\nrelated:\n",
        chance.date(),
        chance.below(50),
    );
    for other in
        (first..first + STORY).filter(|other| *other != number).chain([number + 10_000_000])
    {
        let provider = other % 50;
        writeln!(
            text,
            "  - {{title: \"Report {other}\", webUrl: \"https://n.example/{other}\", provider: {{name: Paper {provider}}}}}",
        )
        .expect("a string takes everything");
    }
    text.push_str("---\n");
    (format!("{number}.md"), text)
}

/// Number of posts per story.
const STORY: u32 = 6;

impl Chance {
    /// Returns one of 20,000 words, a few of them common and most rare.
    fn rare_word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu", "da", "fe", "gi", "ho",
            "ju", "pa",
        ];
        let place = self.below(27_000);
        let mut rest = place * place / 27_000 * place / 27_000;
        let mut word = String::new();
        for _ in 0..4 {
            word.push_str(SYLLABLES[rest % 16]);
            rest /= 16;
        }
        word
    }
}

fn image(indent: &str, domain: &str, number: u32) -> String {
    format!(
        "{indent}images:\n{indent}  - url: \"https://img.{domain}/{number}.jpg\"\n\
         {indent}    width: 720\n{indent}    height: 480\n{indent}    isCached: true\n"
    )
}
