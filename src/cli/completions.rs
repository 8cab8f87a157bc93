//! `newswire completions`: the scripts that shells complete with. Commands and options are in them
//! for good; what depends on articles and settings they ask `newswire complete` for.

use clap::Command;
use clap_complete::Shell;

use super::parser;

const BASH: &str = include_str!("../../assets/completions/newswire.bash");
const ZSH: &str = include_str!("../../assets/completions/newswire.zsh");
const FISH: &str = include_str!("../../assets/completions/newswire.fish");

/// The script for a shell.
pub(super) fn script(shell: Shell) -> String {
    match shell {
        Shell::Bash => format!("{}\n{BASH}", generated(shell, parser())),
        Shell::Fish => format!("{}\n{FISH}", generated(shell, parser())),
        Shell::Zsh => for_zsh(&parser()),
        _ => generated(shell, parser()),
    }
}

fn generated(shell: Shell, mut parser: Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut parser, "newswire", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// Here values are completed by an action that stands beside the option. What is generated changes
/// the words of the line, so they are kept, and its last lines have to stay the last.
///
/// Where paths may stand in place of a command, the command is looked for behind them, and its
/// options were never found: so the generator is told of no paths, and they are added afterwards.
fn for_zsh(parser: &Command) -> String {
    let options = parser.get_arguments().filter(|argument| !argument.is_positional());
    let pathless = Command::new("newswire")
        .disable_help_subcommand(true)
        .version(parser.get_version().unwrap_or_default().to_owned())
        .args(options.cloned())
        .subcommands(parser.get_subcommands().cloned());
    let names: Vec<&str> = parser.get_subcommands().map(Command::get_name).collect();
    let or_paths = format!("[[ $line[1] == ({}) ]] || _files && ret=0", names.join("|"));
    let script = generated(Shell::Zsh, pathless)
        // With two colons no option is found behind a path.
        .replace("'*::paths -- ", "'*:paths -- ")
        .replace(":QUERY:_default'", ":QUERY:_newswire_values'")
        .replace(":NAME:_default'", ":NAME:_newswire_values'")
        .replacen("\":: :_newswire_commands\"", "\":: :_newswire_commands_or_paths\"", 1)
        .replacen(
            "        case $line[1] in\n",
            &format!("        {or_paths}\n        case $line[1] in\n"),
            1,
        )
        .replacen(
            "_newswire() {\n",
            "_newswire() {\n    local -a whole=(\"${words[@]}\")\n    local -i at=CURRENT\n",
            1,
        );
    let last = script.rfind("if [ \"$funcstack[1]\"").unwrap_or(script.len());
    let (before, after) = (script.get(..last), script.get(last..));
    format!("{}{ZSH}\n{}", before.unwrap_or_default(), after.unwrap_or_default())
}
