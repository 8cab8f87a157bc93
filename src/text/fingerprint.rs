//! Hashes that are written to disk, and so have to be the same in every build: names of files, and
//! pages by number.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

/// SipHash-1-3 with a key of zeros, over the parts and a byte 255 after each. For one part this is
/// what the standard library made of a text when the first files were written, so those are found
/// again.
pub(crate) fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(part);
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With other values every kept page would be new, and every kept picture fetched again.
    #[test]
    fn a_fingerprint_is_the_same_in_every_build() {
        assert_eq!(fingerprint([&b"example.org"[..]]).cast_signed(), -1_009_917_544_118_580_952);
        assert_eq!(fingerprint([&b""[..]]), 3_476_900_567_878_811_119);
        assert_eq!(fingerprint([&b"/news"[..], b"/mnt/news"]), 15_497_027_092_704_062_169);
        assert_eq!(fingerprint([]), 15_130_871_412_783_076_140);
        assert_ne!(fingerprint([&b"ab"[..], b"c"]), fingerprint([&b"a"[..], b"bc"]));
    }
}
