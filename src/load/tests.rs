//! The loader: what it shows first, what it rejects, and what it keeps of its input.

mod first;
mod harm;

use super::*;

fn problems(parsed: &Parsed) -> Vec<String> {
    parsed.problems.iter().map(ToString::to_string).collect()
}
