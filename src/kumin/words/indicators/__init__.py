"""One indicator in words: its verdict, value, change, and the eleven lines of criticism."""
