"""The same directory for programs: read-only JSON under /api/v1/."""
