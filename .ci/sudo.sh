# Sourced: may_sudo WHY succeeds where sudo can be used, after asking for its password on a terminal if it takes one.
may_sudo() {
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    [ -t 0 ] && [ -t 2 ] && sudo -v -p "$1 Password of %p (Ctrl-D goes on without): "
}
