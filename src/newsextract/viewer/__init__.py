"""Records for people: tables in a terminal, marked texts in a page."""
