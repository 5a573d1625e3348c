"""The columns of an answer file: what each one may be, and the counts for and against it."""
