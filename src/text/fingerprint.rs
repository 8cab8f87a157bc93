//! Stable hashes for data on disk, such as file names and page numbers: the same in every build.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

/// SipHash-1-3 with a zero key, over each part followed by a byte 255. For a single part this
/// equals the standard library's hash of a string when the first files were written, so those files
/// are still found.
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

    /// Other values would make every stored page new and every cached picture be fetched again.
    #[test]
    fn a_fingerprint_is_the_same_in_every_build() {
        assert_eq!(fingerprint([&b"example.org"[..]]).cast_signed(), -1_009_917_544_118_580_952);
        assert_eq!(fingerprint([&b""[..]]), 3_476_900_567_878_811_119);
        assert_eq!(fingerprint([&b"/news"[..], b"/mnt/news"]), 15_497_027_092_704_062_169);
        assert_eq!(fingerprint([]), 15_130_871_412_783_076_140);
        assert_ne!(fingerprint([&b"ab"[..], b"c"]), fingerprint([&b"a"[..], b"bc"]));
    }
}
