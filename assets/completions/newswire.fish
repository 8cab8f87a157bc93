# Completions of newswire for fish. newswire itself knows what may be at the cursor; fish quotes what
# goes into the line.
function __newswire_ask
    set -l token (commandline -ct)
    # A quote may be open.
    set -l word (string unescape -- "$token"; or string unescape -- "$token'"; or string unescape -- "$token\"")
    set -l answer (command newswire complete fish (commandline -opc) "$word" 2>/dev/null)
    set -g __newswire_handling $answer[1]
    set -g __newswire_candidates $answer[2..]
end

complete -c newswire -n __newswire_ask -f -k -a '$__newswire_candidates'
complete -c newswire -n __newswire_ask -n 'test "$__newswire_handling" = files' -F
