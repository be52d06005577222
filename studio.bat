@echo off
rem Double-click this file (Windows): it sets up what is needed, the first time, and opens the studio in the browser.
cd /d "%~dp0"
chcp 65001 >nul
set PYTHONUTF8=1
if not exist taxonomy\topics.yml (
  set WHY=This file has to stay in the folder of the playbook. Move it back there.
  goto stop
)
if exist .venv\.run goto open
set PYTHON=py -3
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 set PYTHON=python
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 (
  start https://www.python.org/downloads/
  set WHY=Python 3.11 or newer is needed. Install it from the page that opens now, then double-click again.
  goto stop
)
echo The studio is being set up. The first time this takes some minutes and needs the network.
%PYTHON% -m venv .venv
if errorlevel 1 (
  set WHY=Nothing can be written in this folder. Copy the whole folder to your own documents, and start it there.
  goto stop
)
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements\run.txt
if errorlevel 1 (
  set WHY=Not everything could be fetched. Is there a network? Then double-click again.
  goto stop
)
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
if errorlevel 1 (
  set WHY=The program could not be installed; what is written above says why.
  goto stop
)
echo done> .venv\.run
:open
echo The studio opens in your browser. Leave this window open while you work; close it when you are done.
.venv\Scripts\playbook edit
if not errorlevel 1 exit /b 0
set WHY=What is written above says why.
:stop
echo.
echo The studio cannot be opened.
echo %WHY%
pause
exit /b 1
