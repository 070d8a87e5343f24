"""Reading articles and writing records; nothing in here knows how a record is made."""
