//! Chunks of a PNG that say nothing about its pixels, such as colour profiles and texts: they are
//! compressed, and the decoder's limit of memory does not count what they become.

use std::borrow::Cow;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Colour profile and texts.
const DROPPED: [&[u8]; 4] = [b"iCCP", b"iTXt", b"tEXt", b"zTXt"];

/// Returns a PNG without those chunks, and anything else as it is.
pub(super) fn of_pixels(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(mut rest) = bytes.strip_prefix(SIGNATURE) else {
        return Cow::Borrowed(bytes);
    };
    let mut kept: Option<Vec<u8>> = None;
    while let Some((chunk, behind)) = split(rest) {
        let is_dropped = chunk.get(4..8).is_some_and(|kind| DROPPED.contains(&kind));
        if is_dropped && kept.is_none() {
            kept = bytes.get(..bytes.len() - rest.len()).map(<[u8]>::to_vec);
        } else if let Some(kept) = kept.as_mut().filter(|_| !is_dropped) {
            kept.extend_from_slice(chunk);
        }
        rest = behind;
    }
    match kept {
        Some(mut kept) => {
            kept.extend_from_slice(rest);
            Cow::Owned(kept)
        }
        None => Cow::Borrowed(bytes),
    }
}

/// Splits a whole chunk from what follows it: its length, kind, data and checksum.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = u32::from_be_bytes(*bytes.first_chunk::<4>()?);
    bytes.split_at_checked(usize::try_from(length).ok()?.checked_add(12)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).expect("a short chunk").to_be_bytes();
        [&length, kind, data, b"sum!"].concat()
    }

    /// A profile of a megabyte became 945 megabytes of memory.
    #[test]
    fn profiles_and_texts_never_reach_the_decoder() {
        let (head, pixels) = (chunk(b"IHDR", b"head"), chunk(b"IDAT", b"pixels"));
        let (profile, words) = (chunk(b"iCCP", &[0; 99]), chunk(b"zTXt", b"words"));
        let whole = [SIGNATURE, &head, &profile, &words, &pixels, b"torn"].concat();
        let expected = [SIGNATURE, &head, &pixels, b"torn"].concat();
        assert_eq!(of_pixels(&whole).as_ref(), expected);
        for same in [&expected[..], b"GIF89a", b"", SIGNATURE] {
            assert!(matches!(of_pixels(same), Cow::Borrowed(it) if it == same));
        }
    }
}
