"""Loads a folder of CSV files of national size, past the ORM: `makers` read and make `rows`, `tables` writes them."""
