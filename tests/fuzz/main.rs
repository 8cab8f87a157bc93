//! Damaged and random inputs for everything that reads what others wrote: what was promised of the
//! result must hold for each. `README.md` says how to run it for longer.

#![expect(clippy::print_stderr, reason = "tells the seed and the counts of a long run")]

mod dates;
mod document;
mod feed;
mod html;
mod json;
mod mutator;
mod opml;
mod page;
mod subscriptions;
mod written;

use std::env;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mutator::{Material, Numbers};

/// Names the number of seconds that each target runs, with a seed of its own.
const SECONDS: &str = "NEWSWIRE_FUZZ_SECONDS";
/// Names a file that is the only input.
const INPUT: &str = "NEWSWIRE_FUZZ_INPUT";
/// The seed of short runs.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
/// No input of at most a megabyte may take longer, on a computer that has much else to do.
const LIMIT: Duration = Duration::from_secs(10);

/// A reader under test.
struct Target {
    name: &'static str,
    material: Material,
    /// Number of inputs of a short run.
    inputs: u64,
    /// Panics where a promise does not hold. The numbers decide what is not in the input, and are
    /// the same for the same input.
    check: fn(&[u8], &mut Numbers),
}

impl Target {
    fn run(&self) {
        if let Some(path) = env::var_os(INPUT) {
            let bytes = fs::read(&path).expect("the input");
            (self.check)(&bytes, &mut Numbers::of(&bytes));
            return;
        }
        let seconds = env::var(SECONDS).ok().map(|it| it.parse().expect("a number of seconds"));
        match seconds.map(Duration::from_secs) {
            Some(time) => self.run_for(time),
            None => {
                for number in 0..self.inputs {
                    self.run_one(SEED.wrapping_add(number));
                }
            }
        }
    }

    fn run_for(&self, time: Duration) {
        let first = RandomState::new().hash_one(self.name);
        eprintln!("{}: seed {first:#x}", self.name);
        let begun = Instant::now();
        let (mut inputs, mut slowest) = (0, (Duration::ZERO, 0));
        while begun.elapsed() < time {
            slowest = slowest.max(self.run_one(first.wrapping_add(inputs)));
            inputs += 1;
        }
        let (took, bytes) = slowest;
        eprintln!("{}: {inputs} inputs, the slowest {took:?} for {bytes} bytes", self.name);
    }

    /// Checks the input of a seed; returns the time it took and its length.
    fn run_one(&self, seed: u64) -> (Duration, usize) {
        let bytes = self.material.mutated(&mut Numbers::new(seed));
        let is_long = env::var_os(SECONDS).is_some();
        let path = self.path(seed);
        // A run that is aborted or never ends leaves its input, too.
        if is_long {
            save(&path, &bytes);
        }
        let begun = Instant::now();
        let result =
            catch_unwind(AssertUnwindSafe(|| (self.check)(&bytes, &mut Numbers::of(&bytes))));
        let took = begun.elapsed();
        if let Err(panic) = result {
            save(&path, &bytes);
            eprintln!("{}: seed {seed:#x} fails; its input is in {}", self.name, path.display());
            resume_unwind(panic);
        }
        assert!(!is_long || took < LIMIT, "{took:?} for {}", path.display());
        if is_long {
            fs::remove_file(&path).expect("the input is removed");
        }
        (took, bytes.len())
    }

    fn path(&self, seed: u64) -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}-{seed:016x}", self.name))
    }
}

fn save(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Returns the files of folders of `tests/fixtures`.
fn fixtures(folders: &[&str]) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in folders {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
        let entries = fs::read_dir(&folder).expect("a folder of fixtures");
        paths.extend(entries.map(|entry| entry.expect("a fixture").path()));
    }
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a fixture")).collect()
}

/// Panics unless a text is one clean line.
fn assert_clean(what: &str, text: &str) {
    assert_eq!(newswire::line(text), text, "{what} is not clean");
}
