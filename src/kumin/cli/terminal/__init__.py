"""What every command has in common with the terminal: help, streams, progress, usage."""
