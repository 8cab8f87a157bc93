//! Damages inputs at random, in the same way for the same seed.

use std::ops::Range;

/// Inputs do not grow beyond this many bytes.
const MOST: usize = 1 << 20;
/// Where parts of most formats begin or end.
const MARKS: &[u8] = b"<>\"'\n:{}[],&;= ";

/// Random numbers, the same for one seed (Marsaglia, "Xorshift RNGs", 2003).
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn new(seed: u64) -> Self {
        // Neighbouring seeds would begin alike (Steele et al., SplitMix64, 2014).
        let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self((mixed ^ (mixed >> 31)).max(1))
    }

    /// Numbers that are the same for the same bytes (the FNV-1a hash).
    pub(super) fn of(bytes: &[u8]) -> Self {
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        Self::new(bytes.iter().fold(0xCBF2_9CE4_8422_2325, step))
    }

    /// Returns a number below `most`, or 0.
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).expect("fits")).expect("fits")
    }

    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// What the inputs of a target are made of.
pub(super) struct Material {
    /// Whole inputs, not empty.
    pub(super) seeds: Vec<Vec<u8>>,
    /// Pieces that readers stumble over.
    pub(super) pieces: &'static [&'static str],
}

/// Pieces that are trouble in any format.
const ANY_PIECES: [&[u8]; 22] = [
    b"\0",
    b"\xFF",
    b"\xF0\x9F",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xE2\x80\xA8",
    b"\xC2\x85",
    b"\xE2\x80\xAE",
    b"\x1B[31m",
    b"\x1B]0;x\x07",
    b"\xD9\x88",
    b"\xE6\x97\xA5",
    b"e\xCC\x81",
    b"\r",
    b"\r\n",
    b"\t",
    b"&#x0;",
    b"&#99999999999;",
    b"&amp;",
    b"&lt;p&gt;",
    b"99999999999999999999",
    b"-1",
];

impl Material {
    /// Returns a seed after up to eight changes, sometimes none.
    pub(super) fn mutated(&self, numbers: &mut Numbers) -> Vec<u8> {
        let mut bytes = self.seeds[numbers.below(self.seeds.len())].clone();
        for _ in 0..numbers.below(9) {
            self.change(&mut bytes, numbers);
        }
        bytes
    }

    fn change(&self, bytes: &mut Vec<u8>, numbers: &mut Numbers) {
        let part = part(bytes, numbers);
        match numbers.below(12) {
            0 => drop(bytes.drain(part)),
            1 => {
                let copy = bytes[part].to_vec();
                insert(bytes, place(bytes, numbers), &copy, numbers);
            }
            2 => {
                let other = &self.seeds[numbers.below(self.seeds.len())];
                let from = self::part(other, numbers);
                bytes.splice(part, other[from].iter().copied());
            }
            3 if !part.is_empty() => {
                bytes[part.start] = numbers.one(b"<>&\"'\n\\:;-#\0\x80\xFF z0");
            }
            4 if !part.is_empty() => {
                bytes[part.start] ^= 1 << numbers.below(8);
            }
            5 if numbers.below(8) == 0 => bytes.truncate(part.end),
            6 => {
                let piece = self.piece(numbers).to_vec();
                bytes.splice(part, piece);
            }
            _ => {
                let piece = self.piece(numbers).to_vec();
                insert(bytes, part.start, &piece, numbers);
            }
        }
    }

    fn piece(&self, numbers: &mut Numbers) -> &'static [u8] {
        match numbers.below(4) {
            0 => numbers.one(&ANY_PIECES),
            _ => numbers.one(self.pieces).as_bytes(),
        }
    }
}

/// Inserts a piece once or twice, and rarely thousands of times.
fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8], numbers: &mut Numbers) {
    let times = match numbers.below(400) {
        0 => 1 << numbers.below(15),
        1..10 => numbers.below(60),
        it => 1 + it % 2,
    };
    if bytes.len() + piece.len() * times <= MOST {
        bytes.splice(at..at, piece.repeat(times));
    }
}

/// Returns a place, often one where a part begins or ends.
fn place(bytes: &[u8], numbers: &mut Numbers) -> usize {
    let at = numbers.below(bytes.len() + 1);
    if numbers.below(2) == 0 {
        return at;
    }
    let near = bytes[at..].iter().take(200).position(|byte| MARKS.contains(byte));
    near.map_or(at, |near| at + near)
}

fn part(bytes: &[u8], numbers: &mut Numbers) -> Range<usize> {
    let start = place(bytes, numbers);
    let most = numbers.one(&[4, 40, 400]);
    let length = place(&bytes[start..bytes.len().min(start + most)], numbers);
    start..start + length
}
