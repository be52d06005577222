#!/usr/bin/env bash
# Double-click this file (macOS, Linux): it sets up what is needed, the first time, and opens the studio in the browser.
cd "$(dirname "$0")" || exit 1

stop() {
  printf '\nThe studio cannot be opened.\n%s\n' "$1"
  [ -t 0 ] && read -r -p 'Press Enter to close this window. '
  exit 1
}

changed() {
  [ ! -e .venv/.run ] || [ requirements/run.txt -nt .venv/.run ] || [ pyproject.toml -nt .venv/.run ]
}

[ -f taxonomy/topics.yml ] || stop 'This file has to stay in the folder of the playbook. Move it back there.'
[ -w . ] || stop 'Nothing can be written in this folder. Copy the whole folder to your own documents, and start it there.'
if changed; then
  echo 'The studio is being set up. The first time this takes some minutes and needs the network.'
  bash scripts/setup.sh run || stop 'What is written above says what is missing. When you have it, double-click again.'
fi
echo 'The studio opens in your browser. Leave this window open while you work; close it when you are done.'
.venv/bin/playbook edit || stop 'What is written above says why.'
