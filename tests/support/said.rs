//! Output and exit code of the real program.

#![allow(dead_code, reason = "each test program is one crate and uses a part of this")]

use assert_cmd::Command;
use serde_json::Value;

/// The output of a run.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().expect("it runs");
    Said {
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
        code: output.status.code().expect("no signal"),
    }
}

impl Said {
    pub(crate) fn records(&self) -> Vec<Value> {
        let record = |line| serde_json::from_str(line).expect("JSON");
        self.out.lines().map(record).collect()
    }

    pub(crate) fn titles(&self) -> Vec<String> {
        let title = |record: &Value| record["title"].as_str().expect("a title").to_owned();
        self.records().iter().map(title).collect()
    }

    #[track_caller]
    pub(crate) fn refuses(&self, situation: &str, hint: &str) {
        assert_eq!(self.code, 2, "{}", self.err);
        assert_eq!(self.out, "");
        let lines: Vec<&str> = self.err.lines().collect();
        let [first, second] = lines.as_slice() else {
            panic!("a sentence and a hint, not:\n{}", self.err);
        };
        assert!(first.starts_with("newswire: "), "{first}");
        assert!(first.contains(situation), "{first}");
        assert!(second.starts_with("hint: "), "{second}");
        assert!(second.contains(hint), "{second}");
    }
}
