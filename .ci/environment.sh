# Shared by ./run and ./test: from a machine with nothing but Python 3.11 to an installed portal. POSIX sh, no stdin.
# Sourced from the top of the checkout. Makes .venv/ and, through the build hook, portal/static/vendor/.

say() { printf '%s\n' "$*" >&2; }

# The first Python of 3.11 or later. 3.11 is what the tests run on, so it is asked first.
find_python() {
  for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

may_use_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
  say "Installing $* ..."
  DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >&2 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

# Python with what a virtual environment needs (Debian ships it apart), or the name of the package to install.
require_python() {
  python=$(find_python) || python=
  if [ -n "$python" ] && { command -v uv >/dev/null 2>&1 || "$python" -c 'import ensurepip, venv' 2>/dev/null; }; then
    return 0
  fi
  if may_use_apt; then
    apt_install python3 python3-venv || true
    python=$(find_python) || python=
  fi
  if [ -z "$python" ]; then
    say "Python 3.11 or later is missing. Install it (Debian: apt install python3 python3-venv; macOS: brew install python@3.11) and start again."
    exit 1
  fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "$python cannot make virtual environments. Install the package python3-venv (Debian: apt install python3-venv) and start again."
    exit 1
  fi
}

# What an installation depends on. The place is part of it: an installed checkout knows where it lies.
fingerprint() {
  pwd
  cat pyproject.toml constraints.txt build_assets.py .ci/environment.sh | cksum
}

# Catalogues are compiled when they change; nothing else needs to be installed anew for another sentence.
compile_translations() {
  spoken=$(find portal/translations -name '*.po' -exec cksum {} + 2>/dev/null | sort | cksum)
  [ "$(cat .venv/.spoken 2>/dev/null)" = "$spoken" ] && return 0
  .venv/bin/pybabel -q compile -d portal/translations || return 1
  printf '%s\n' "$spoken" >.venv/.spoken
}

# install_portal "" for running, install_portal "[dev]" for testing as well. Nothing to do takes milliseconds.
# Each step says "or stop": set -e is deaf inside a function whose result is asked for.
install_portal() {
  install_packages "$1" || return 1
  compile_translations
}

install_packages() {
  wanted=$(fingerprint | cksum)
  if [ -x .venv/bin/portal ] && [ -s portal/static/vendor/htmx.min.js ]; then
    [ "$(cat .venv/.installed-dev 2>/dev/null)" = "$wanted" ] && return 0
    [ -z "$1" ] && [ "$(cat .venv/.installed 2>/dev/null)" = "$wanted" ] && return 0
  fi
  require_python || return 1
  say "Installing the portal into .venv (first start or something changed) ..."
  rm -f .venv/.installed .venv/.installed-dev
  # The build's own requirements are held to the same versions as everything else.
  if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv || return 1
    uv pip install --quiet --python .venv/bin/python --constraint constraints.txt --build-constraint constraints.txt \
      --reinstall-package deskbell --editable ".$1" || return 1
  else
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv || return 1
    PIP_CONSTRAINT="$PWD/constraints.txt" .venv/bin/python -m pip install --quiet --disable-pip-version-check \
      --no-input --constraint constraints.txt --editable ".$1" || return 1
  fi
  if [ -n "$1" ]; then
    printf '%s\n' "$wanted" >.venv/.installed-dev
  else
    printf '%s\n' "$wanted" >.venv/.installed
  fi
}
