"""Two rows that are one: `relations` says what becomes of all that hangs on a row, `plan` what a merge would do,
`journal` writes it and takes it back, `verbs` are the only way in.
"""
