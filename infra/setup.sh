#!/usr/bin/env bash
# Makes .venv from infra/lock.txt, and sees to the native libraries and fonts that the renderer needs; with `tests`, also to the browser that
# the tests need. Safe to run again: it does only what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

quietly() {
  "$@" >.venv/setup.log 2>&1 || { tail -20 .venv/setup.log >&2; return 1; }
}

find_python() {
  local candidate
  for candidate in python3.13 "$HOME"/.pyenv/versions/3.13*/bin/python "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
                   python3.12 "$HOME"/.pyenv/versions/3.12*/bin/python "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python python3; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in {(3, 12), (3, 13)})' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "Folio needs Python 3.13 (or 3.12): install it with 'pyenv install 3.13', or put python3.13 on the path." >&2
  return 1
}

install_python_packages() {
  local stamp
  stamp=".venv/.installed-$(sha256sum infra/lock.txt | cut -c1-16)"
  [ -e "$stamp" ] && return
  local python
  python=$(find_python)
  if [ ! -x .venv/bin/python ]; then
    echo "Making .venv with $($python --version)…"
    "$python" -m venv .venv
  fi
  echo "Installing $(grep -c '==' infra/lock.txt) pinned packages from infra/lock.txt…"
  # uv installs in seconds what takes pip a minute and a half; pip fetches uv itself, by the lock's hashes.
  sed -n '/^uv==/,/^[^ ]/{/^uv==/p;/^ /p}' infra/lock.txt > .venv/uv.txt
  quietly .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
  quietly .venv/bin/uv pip install --python .venv/bin/python --require-hashes --no-build -r infra/lock.txt
  touch "$stamp"
}

missing_system_packages() {
  # One line a package: what must be there, then the Debian package that brings it.
  local libraries
  libraries=$(/sbin/ldconfig -p) # not piped into grep -q, which would end it early: a failure under pipefail
  while read -r kind what package; do
    case $kind in
      library) grep -qF "$what" <<<"$libraries" || echo "$package" ;;
      file) compgen -G "$what" >/dev/null || echo "$package" ;;
      program) command -v "$what" >/dev/null || echo "$package" ;;
    esac
  done < <(
    cat <<'LIST'
library libgobject-2.0.so.0 libglib2.0-0
library libpango-1.0.so.0 libpango-1.0-0
library libpangoft2-1.0.so.0 libpangoft2-1.0-0
library libharfbuzz.so.0 libharfbuzz0b
library libharfbuzz-subset.so.0 libharfbuzz-subset0
library libfontconfig.so.1 libfontconfig1
file /usr/share/fonts/opentype/inter/Inter-Regular.otf fonts-inter
file /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf fonts-noto-core
file /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk
file /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf fonts-noto-color-emoji
program pdftoppm poppler-utils
LIST
    [ "$wanted" != tests ] || echo "program chromium chromium"
  )
}

install_system_packages() {
  local missing
  missing=$(missing_system_packages | sort -u | tr '\n' ' ')
  [ -z "$missing" ] && return
  local install="apt-get update && apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 $missing"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing what is missing of the system's packages: $missing"
    quietly bash -c "$install"
  else
    echo "Some of the system's packages are missing. Type: sudo sh -c '$install'" >&2
    return 1
  fi
}

wanted=${1:-}
install_python_packages
install_system_packages
