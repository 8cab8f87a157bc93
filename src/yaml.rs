//! What the YAML parser would take too long for, found before it begins.

/// The scanner is quadratic in the nesting of `[` and `{`.
const MAX_BRACKETS: usize = 2_000;
/// For each byte the scanner checks every bracket that is open there; this many checks take about
/// 40 ms.
const MAX_LOOKS: usize = 20_000_000;
/// Each alias may repeat the whole text; this many bytes are repeated in about a second.
const MAX_REPEATED: usize = 5_000_000;

/// Why a text is not parsed.
#[derive(Debug)]
pub(crate) struct Excess {
    pub(crate) cause: String,
    pub(crate) hint: &'static str,
}

/// Refuses a text with too many brackets.
///
/// # Errors
/// Says what is too much.
pub(crate) fn check_brackets(text: &str) -> Result<(), Excess> {
    let hint = "put values that hold brackets in quotes, or move them to the body";
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    if brackets > MAX_BRACKETS {
        return Err(Excess { cause: format!("it has more than {MAX_BRACKETS} brackets"), hint });
    }
    // Upper bound: all brackets open at every byte.
    if brackets * text.len() > MAX_LOOKS && looks(text) > MAX_LOOKS {
        return Err(Excess { cause: "its brackets are nested too deeply".to_owned(), hint });
    }
    Ok(())
}

/// Like [`check_brackets`], for settings, whose aliases nobody counts later.
///
/// # Errors
/// Says what is too much.
pub(crate) fn check_settings(text: &str) -> Result<(), Excess> {
    let hint = "write each list over several lines";
    check_brackets(text).map_err(|excess| Excess { hint, ..excess })?;
    let begins = |before: u8| matches!(before, b' ' | b'[' | b',' | b'\n' | b'-' | b':');
    let aliases = text.as_bytes().windows(2).filter(|it| it[1] == b'*' && begins(it[0])).count();
    if aliases * text.len() > MAX_REPEATED {
        let cause = "its aliases expand to far more than the text itself".to_owned();
        return Err(Excess {
            cause,
            hint: "write the repeated parts out instead of using aliases",
        });
    }
    Ok(())
}

/// Sums the open brackets over all bytes. Quotes are ignored: brackets in text are mostly closed
/// again, and few where they are not.
fn looks(text: &str) -> usize {
    let (mut open, mut looks) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        looks += open;
    }
    looks
}
