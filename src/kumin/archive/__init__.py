"""Coded answers for those who work on with them: Parquet, CSV, SPSS, a codebook, DDI, and scripts of the table."""
