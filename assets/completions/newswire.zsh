# What is behind -q and --view depends on articles and settings: newswire is asked for it. The
# shell itself quotes what is added.
_newswire_values() {
    local -a found shown
    local word what
    while IFS=$'\t' read -r word what; do
        found+=("$word")
        shown+=("$word${what:+  ($what)}")
    done < <(command newswire complete zsh "${(j: :)whole[1,at-1]} $IPREFIX${compstate[quote]}$PREFIX" 2>/dev/null)
    (( $#found )) || return 1
    # Without it, `--query=` would be put out of the line with what was typed behind it.
    compadd -U -l -P "$IPREFIX" -S '' -V newswire -d shown -a found
}

# In place of a command there may be a path.
_newswire_commands_or_paths() {
    _alternative 'commands: :_newswire_commands' 'paths:path:_files'
}
