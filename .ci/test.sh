#!/bin/sh
# Every test. Private engines need root: another user's live tests run through sudo where it asks for nothing.
set -eu
cd "$(dirname "$0")/.."
if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    .venv/bin/python -m pytest -m 'not live'
    exec sudo -E .venv/bin/python -m pytest -p no:cacheprovider tests/live
fi
exec .venv/bin/python -m pytest
