# What is behind -q and --view depends on articles and settings: newswire is asked for it. What it
# prints is quoted already, and goes into the line as it is.
_newswire_or_values() {
    local found word
    if found="$(command newswire complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)"; then
        COMPREPLY=()
        while IFS= read -r word; do
            [[ -n $word ]] && COMPREPLY+=("$word")
        done <<<"$found"
        # No files where a query is meant, and a query may go on.
        if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
            compopt -o nospace +o default +o bashdefault
        fi
        return 0
    fi
    _newswire "$@"
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _newswire_or_values -o nosort -o bashdefault -o default newswire
else
    complete -F _newswire_or_values -o bashdefault -o default newswire
fi
