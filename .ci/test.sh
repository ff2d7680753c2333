#!/bin/sh
# Every test. Private engines need root: another user's live tests run through sudo, where that may be used.
set -eu
cd "$(dirname "$0")/.."

. .ci/sudo.sh

if [ "$(id -u)" = 0 ] || ! may_sudo 'Tests with a real engine need root.'; then
    exec .venv/bin/python -m pytest
fi
status=0
.venv/bin/python -m pytest -m 'not live' || status=$?
echo 'Now those with a real engine, through sudo:'
sudo -E -H PYTHONDONTWRITEBYTECODE=1 .venv/bin/python -m pytest -p no:cacheprovider tests/live || status=$?
exit "$status"
