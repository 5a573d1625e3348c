"""report.html and the view of a notebook."""
