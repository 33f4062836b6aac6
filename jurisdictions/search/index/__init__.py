"""An index beside the database: it finds and counts what the FilterSets define, faster. It can be thrown away.

`triggers` write down in the database what changed and `changelog` reads it; `schema` and `documents` say what is
indexed; `store` keeps the `files` in step with the database; `asking` puts a question to them, and `kinds` says what
each list may be asked.
"""
