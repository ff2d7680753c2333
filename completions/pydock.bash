# bash completion for pydock; load with: source <(pydock completion bash)
__pydock_complete() {
    local words=("${COMP_WORDS[@]:1:COMP_CWORD}") line value directive=0
    local cur=${COMP_WORDS[COMP_CWORD]}
    # readline splits at = and :, pydock does not.
    local typed=${COMP_LINE:0:COMP_POINT}
    read -ra words <<<"$typed"
    words=("${words[@]:1}")
    [[ $typed == *[[:space:]] ]] && words+=("")
    local prefix=${words[${#words[@]}-1]}
    # Of --flag=value the value is answered alone.
    [[ $prefix == --*=* ]] && prefix=${prefix#*=}
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :* ]]; then directive=${line#:}; continue; fi
        value=${line%%$'\t'*}
        # Give back only what follows the last character that readline splits at.
        if [[ $prefix != "$cur" && $value == "${prefix%"$cur"}"* ]]; then value=${value#"${prefix%"$cur"}"}; fi
        COMPREPLY+=("$(printf '%q' "$value")")
    done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
    if ((directive & 2)); then compopt -o nospace 2>/dev/null; fi
    if ((${#COMPREPLY[@]} == 0 && !(directive & 4))); then compopt -o default 2>/dev/null; fi
}
complete -F __pydock_complete pydock
complete -F __pydock_complete pydock-compose
