@echo off
rem Install kumin without internet and without administrator rights, into the folder "kumin" beside this file.
rem Only ASCII stands here: cmd reads this file by the code page of the computer. Japanese is in the files that it types.
setlocal
rem Of a folder on a server (\\server\share) pushd makes a drive; cd would stay where it was.
pushd "%~dp0" || goto failed
rem Files of the libraries lie up to 130 signs below this folder, and Windows allows 260.
if not "%CD:~120,1%"=="" goto long
set "VERSION="
rem A Python of 32 bits cannot use the libraries.
for %%V in (3.14 3.13 3.12 3.11) do (
    if not defined VERSION (
        py -%%V -c "import sys; sys.exit(sys.maxsize < 2**32)" >nul 2>&1 && set "VERSION=%%V" && set "PYTHON=py -%%V"
    )
)
rem Where the launcher py is missing, the python of the path is taken: its version begins with four letters such as 3.12.
if not defined VERSION (
    for /f %%V in ('python -c "import sys; print(sys.version[:4] if sys.maxsize > 2**32 else 0)" 2^>nul') do (
        if exist "libraries\python-%%V.txt" set "VERSION=%%V" && set "PYTHON=python"
    )
)
if not defined VERSION goto missing
%PYTHON% -m venv kumin || goto failed
kumin\Scripts\python.exe -m pip install --isolated --quiet --disable-pip-version-check --no-index --no-deps ^
    --find-links libraries --require-hashes --requirement libraries\python-%VERSION%.txt || goto failed
kumin\Scripts\python.exe -m kumin --version || goto failed
type "messages\installed.txt"
echo Usage: in this folder, kumin.bat run PLAN
pause
exit /b 0
:missing
type "messages\no-python.txt"
echo Python 3.11-3.14 (64 bit) was not found. Install Python, then run this again.
pause
exit /b 1
:long
type "messages\long-path.txt"
echo The path of this folder is too long. Move it nearer to the drive, such as C:\kumin, then run this again.
pause
exit /b 1
:failed
type "messages\failed.txt"
echo The installation failed. Show the lines above to your IT staff.
pause
exit /b 1
