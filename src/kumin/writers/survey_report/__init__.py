"""調査報告書: the report of a survey, laid out once as blocks and written as a page and as a Word document."""
