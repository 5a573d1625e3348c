"""Coded answers for those who work on with them: Parquet, CSV, SPSS, a codebook, DDI, and scripts of the table."""

FORMATS = ("parquet", "csv", "sav")
"""What answers can be written as; here, so that the help of the command loads nothing else for it."""
