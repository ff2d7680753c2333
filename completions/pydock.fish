# fish completion for pydock; load with: pydock completion fish | source
function __pydock_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l program $words[1]
    set -l lines ($program __complete $words[2..-1] 2>/dev/null)
    set -l directive 0
    set -l found 0
    set -l flag (string match -r -- '^--[^=]+=' $words[-1])
    for line in $lines
        if string match -q ':*' -- $line
            set directive (string sub -s 2 -- $line)
        else
            echo "$flag$line"
            set found 1
        end
    end
    if test $found -eq 0; and test (math "bitand($directive, 4)") -eq 0
        __fish_complete_path (commandline -ct)
    end
end
complete -c pydock -f -a '(__pydock_complete)'
