"""The commands for the time before a survey."""
