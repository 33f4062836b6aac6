"""A picture of an entry for links that are shared: `content` says what is on it, `layout` where, `picture` draws it."""
