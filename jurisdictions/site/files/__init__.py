"""The filtered lists as files of rows: what a row carries, how it is written, how it is sent."""
