@echo off
rem Install kumin without internet and without administrator rights, into the folder "kumin" beside this file.
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set "VERSION="
for %%V in (3.14 3.13 3.12 3.11) do (
    if not defined VERSION (
        py -%%V -c "import sys" >nul 2>&1 && set "VERSION=%%V" && set "PYTHON=py -%%V"
    )
)
rem Where the launcher py is missing, the python of the path is taken: its version begins with four letters such as 3.12.
if not defined VERSION (
    for /f %%V in ('python -c "import sys; print(sys.version[:4])" 2^>nul') do (
        if exist "libraries\python-%%V.txt" set "VERSION=%%V" && set "PYTHON=python"
    )
)
if not defined VERSION (
    echo Python 3.11～3.14 が見つかりません。Python を入れてから、もう一度実行してください。
    echo Python 3.11-3.14 was not found. Install Python, then run this again.
    pause
    exit /b 1
)
%PYTHON% -m venv kumin || goto failed
kumin\Scripts\python.exe -m pip install --quiet --disable-pip-version-check --no-index --no-deps ^
    --find-links libraries --require-hashes --requirement libraries\python-%VERSION%.txt || goto failed
kumin\Scripts\kumin.exe --version || goto failed
echo 使い方: このフォルダーで kumin.bat run 運営方針.xlsx
echo Usage: in this folder, kumin.bat run PLAN
pause
exit /b 0
:failed
echo インストールできませんでした。上に表示された行を、情報担当に見せてください。
echo The installation failed. Show the lines above to your IT staff.
pause
exit /b 1
