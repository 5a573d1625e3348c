"""The tables and the page of several plans at once."""
