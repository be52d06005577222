@echo off
rem Double-click this file (Windows): it sets up what is needed, the first time, and opens the studio in the browser.
pushd "%~dp0"
chcp 65001 >nul
set PYTHONUTF8=1
set PYTHONPATH=
if not exist taxonomy\topics.yml (
  set WHY=This file has to stay in the folder of the playbook. If that came as a ZIP file, unpack all of it first.
  goto stop
)
if not exist .venv\.run goto setup
rem What was set up is another version after an update.
copy /y /b requirements\run.txt + pyproject.toml .venv\.wanted >nul
fc /b .venv\.wanted .venv\.run >nul 2>nul
if not errorlevel 1 goto open
:setup
set CHECK="import sys; sys.exit(sys.version_info < (3, 11))"
set PYTHON=py -3.11
%PYTHON% -c %CHECK% >nul 2>nul
if not errorlevel 1 goto found
set PYTHON=py -3
%PYTHON% -c %CHECK% >nul 2>nul
if not errorlevel 1 goto found
set PYTHON=python
%PYTHON% -c %CHECK% >nul 2>nul
if not errorlevel 1 goto found
start https://www.python.org/downloads/
set WHY=Python 3.11 or newer is needed. Install it from the page that opens now, then double-click again.
goto stop
:found
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
copy /y /b requirements\run.txt + pyproject.toml .venv\.run >nul
:open
echo The studio opens in your browser. Leave this window open while you work; close it when you are done.
rem The folder may have been moved since it was set up, so the program is named by where it is now.
set PYTHONPATH=%CD%\scripts
.venv\Scripts\python -m playbook edit
if not errorlevel 1 exit /b 0
set WHY=What is written above says why.
:stop
echo.
echo The studio cannot be opened.
echo %WHY%
pause
exit /b 1
