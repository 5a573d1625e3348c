"""Several years side by side."""
