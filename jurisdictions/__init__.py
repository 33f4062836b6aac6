"""Where local governments stand on taking part in federal immigration enforcement.

Curated files come in and go out through `curation`; they become rows of `models`, which hold the
rules of the record. `search` finds rows without knowing of HTML; `site` shows them to the public;
`staff` lets editors tend them in the Django admin.
"""
