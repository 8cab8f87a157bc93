//! Commands of a line: program and arguments, run without a shell.

/// Words that are operators of a shell.
const OPERATORS: [&str; 9] = ["|", "||", "&", "&&", ";", ">", ">>", "<", "2>&1"];
/// Shells, whose arguments may contain operators.
const SHELLS: [&str; 6] = ["sh", "bash", "zsh", "dash", "fish", "ksh"];

/// Splits a command into program and arguments.
///
/// # Errors
/// If it is empty, a quote is not closed, or it needs a shell: a sentence and a hint.
pub(super) fn argv(command: &str) -> Result<Vec<String>, (String, String)> {
    let hint = "write the program and its arguments, as in exec:~/bin/feed.sh";
    let Ok(words) = shell_words::split(command) else {
        return Err(("a quote of the command is not closed".to_owned(), "close it".to_owned()));
    };
    let Some(program) = words.first().filter(|program| !program.is_empty()) else {
        return Err(("the command is empty".to_owned(), hint.to_owned()));
    };
    let name = program.rsplit('/').next().unwrap_or(program);
    if !SHELLS.contains(&name)
        && let Some(sign) = words.iter().find_map(|word| sign_of_shell(word))
    {
        // The words beside the sign may be a password.
        let what = format!("`{sign}` needs a shell, and commands are run without one");
        let hint = "put the command into a script and write its path, or use sh -c '…'";
        return Err((what, hint.to_owned()));
    }
    Ok(words)
}

/// Returns what in a word only a shell understands.
fn sign_of_shell(word: &str) -> Option<&'static str> {
    let starts = || ["|", ">", "<"].into_iter().find(|sign| word.starts_with(sign));
    let holds = || ["$(", "`"].into_iter().find(|sign| word.contains(sign));
    let operator = OPERATORS.into_iter().find(|operator| *operator == word);
    operator.or_else(starts).or_else(holds).or_else(|| word.ends_with(';').then_some(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_but_never_given_to_a_shell() {
        assert_eq!(
            argv("~/bin/feed 'a b' c"),
            Ok(vec!["~/bin/feed", "a b", "c"])
                .map(|words| words.into_iter().map(str::to_owned).collect())
        );
        assert_eq!(argv("sh -c 'curl $X | sort; date'").map(|words| words.len()), Ok(3));
        for wrong in ["", "''", "a 'b", "curl e.org | sort", "a; b", "echo $(date)", "a >b"] {
            assert!(argv(wrong).is_err(), "{wrong}");
        }
    }

    /// A command with its password was told where only a sign of it was wrong.
    #[test]
    fn a_refusal_repeats_the_sign_and_no_word() {
        for (wrong, sign) in [("a https://ada:word@e.org; b", "`;`"), ("a >word", "`>`")] {
            let (what, _) = argv(wrong).expect_err(wrong);
            assert!(what.starts_with(sign) && !what.contains("word"), "{what}");
        }
    }
}
