#compdef pydock
# zsh completion for pydock; put this file as _pydock into a folder of $fpath, or: source <(pydock completion zsh)
_pydock() {
    local -a candidates
    local line value about directive=0
    while IFS= read -r line; do
        if [[ $line == :* ]]; then directive=${line#:}; continue; fi
        value=${line%%$'\t'*}
        about=${line#*$'\t'}
        if [[ $about == "$line" ]]; then candidates+=("${value//:/\\:}"); else candidates+=("${value//:/\\:}:$about"); fi
    done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    [[ ${words[CURRENT]} == --*=* ]] && compset -P 1 '--*='
    local -a ending
    (( directive & 2 )) && ending=(-S '')
    if (( ${#candidates} )); then
        _describe -t pydock 'pydock' candidates $ending
    elif (( !(directive & 4) )); then
        _files
    fi
}
if [ "$funcstack[1]" = _pydock ]; then _pydock "$@"; else compdef _pydock pydock; fi
