"""Definition files, YAML or workbook, read as definitions and checked against each other."""
