"""What the public sees, a module a kind of page."""
