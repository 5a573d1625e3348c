"""Find the headings of a file, and the column of every question."""
