"""自由意見: masked for a coding workbook, and what staff ticked in it, counted."""
