"""The completion scripts of the shells; each asks ``PROGRAM __complete`` for what fits."""
# ruff: noqa: E501

from __future__ import annotations

BASH = r"""# bash completion for pydock; load with: source <(pydock completion bash)
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
"""

ZSH = r"""#compdef pydock
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
"""

FISH = r"""# fish completion for pydock; load with: pydock completion fish | source
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
"""

POWERSHELL = r"""# PowerShell completion for pydock; load with: pydock completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName pydock -ScriptBlock {
    param($prefix, $ast, $position)
    $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    if (-not $prefix) { $words += '' }
    $flag = if ($prefix -match '^--[^=]+=') { $Matches[0] } else { '' }
    & pydock __complete @words 2>$null | Where-Object { $_ -notmatch '^:\d+$' } | ForEach-Object {
        $value, $about = "$flag$_" -split "`t", 2
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
    }
}
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}
