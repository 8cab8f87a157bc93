#compdef newswire
# Completions of newswire for zsh. newswire itself knows what may be at the cursor; zsh quotes what
# goes into the line.
_newswire() {
    local handling word what quote=${compstate[quote]}
    local -a found shown suffix
    {
        IFS= read -r handling
        while IFS=$'\t' read -r word what; do
            found+=("$word")
            shown+=("$word${what:+  ($what)}")
        done
    } < <(command newswire complete zsh "${(@Q)words[1,CURRENT-1]}" "${(Q)${:-$quote$PREFIX$quote}}" 2>/dev/null)
    [[ $handling == open ]] && suffix=(-S '')
    # Candidates match in newswire's way, which is not that of zsh.
    (( $#found )) && compadd -U -l "${suffix[@]}" -V newswire -d shown -a found
    if [[ $handling == files ]]; then
        [[ $PREFIX == --*=* ]] && compset -P '--[^=]#='
        _files
    fi
}

if [ "$funcstack[1]" = "_newswire" ]; then
    _newswire "$@"
else
    compdef _newswire newswire
fi
