# Completions of newswire for bash. newswire itself knows what may be at the cursor; what it prints
# is quoted already and goes into the line as it is.
_newswire() {
    local handling word
    COMPREPLY=()
    {
        IFS= read -r handling
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done
    } < <(command newswire complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    # bash 3 has no compopt, and offers files wherever there is nothing else.
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        compopt +o default
        [[ $handling == open ]] && compopt -o nospace
        [[ $handling == files ]] && compopt -o default
    fi
    return 0
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _newswire -o default -o nosort newswire
else
    complete -F _newswire -o default newswire
fi
