//! Stems of words: what inflections of one word have in common.

/// Words of alphabets other than the Latin are cut to this many characters.
const LONGEST: usize = 6;
/// English suffixes, of which one is removed, with the shortest root that each may leave.
const SUFFIXES: [(&str, usize); 4] = [("ing", 4), ("ed", 3), ("er", 4), ("ly", 4)];

/// Returns the root of a folded word, and what is put in place of its ending.
pub(super) fn stem(word: &str) -> (&str, &'static str) {
    if !word.is_ascii() {
        return (cut(word), "");
    }
    if let Some(root) = word.strip_suffix("ies").filter(|root| root.len() >= 2) {
        return (root, "y");
    }
    let word = singular(word);
    for (suffix, shortest) in SUFFIXES {
        if let Some(root) = word.strip_suffix(suffix).filter(|root| root.len() >= shortest) {
            return (single(root), "");
        }
    }
    (word.strip_suffix('e').filter(|root| root.len() >= 3).unwrap_or(word), "")
}

fn singular(word: &str) -> &str {
    let is_ending = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    let root = word.strip_suffix('s').filter(|root| root.len() >= 3 && !is_ending);
    root.unwrap_or(word)
}

/// `planned` is from `plan`, but `called` from `call`.
fn single(root: &str) -> &str {
    match *root.as_bytes() {
        [.., a, b] if a == b && !b"aeioulsz".contains(&b) => {
            root.get(..root.len() - 1).unwrap_or(root)
        }
        _ => root,
    }
}

fn cut(word: &str) -> &str {
    let bare = ["وال", "بال", "ال", "لل"].iter().find_map(|article| word.strip_prefix(article));
    let bare = bare.filter(|bare| bare.chars().count() >= 3).unwrap_or(word);
    let end = bare.char_indices().nth(LONGEST).map_or(bare.len(), |(end, _)| end);
    bare.get(..end).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_have_one_stem() {
        let of = |word| {
            let (root, ending) = stem(word);
            format!("{root}{ending}")
        };
        for (words, expected) in [
            ("countries country", "country"),
            ("planned planning plans plan planner", "plan"),
            ("called calling calls call caller", "call"),
            ("making", "making"),
            ("makes make", "mak"),
            ("crashes crashed crash", "crash"),
            ("crisis", "crisis"),
            ("died", "died"),
            ("water", "water"),
            ("землетрясение землетрясения", "землет"),
            ("الزلزال زلزال", "زلزال"),
        ] {
            for word in words.split(' ') {
                assert_eq!(of(word), expected, "{word}");
            }
        }
    }
}
