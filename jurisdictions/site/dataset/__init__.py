"""The whole dataset to take away: its tables, a data package, an SQLite file, and the shelf they stand on."""
