import jurisdictions.staff.admin  # noqa: F401
