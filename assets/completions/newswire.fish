# What is behind -q and --view depends on articles and settings: newswire is asked for it. The
# shell itself quotes what is added.
function __newswire_values
    command newswire complete fish (commandline -cp) 2>/dev/null
end

complete -c newswire -n "__fish_newswire_using_subcommand list count mark" -s q -l query -x -k -a "(__newswire_values)"
complete -c newswire -n "__fish_newswire_using_subcommand list count mark" -l view -x -k -a "(__newswire_values)"
