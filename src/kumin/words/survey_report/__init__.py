"""The text of a survey's report: what is said of each question, drafted from the numbers."""
