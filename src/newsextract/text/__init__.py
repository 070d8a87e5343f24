"""What can be said of a text without knowing any word list: scripts, numerals, sentences."""
