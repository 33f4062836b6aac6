"""Loads a folder of CSV files of national size, past the ORM: `tables` writes fast, `rows` makes the rows."""
