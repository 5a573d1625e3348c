@echo off
rem Run kumin as install.bat put it beside this file.
"%~dp0kumin\Scripts\kumin.exe" %*
