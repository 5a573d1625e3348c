@echo off
rem Run kumin as install.bat put it beside this file. Not by kumin.exe, which knows only the folder it was installed in.
"%~dp0kumin\Scripts\python.exe" -m kumin %*
