"""Bodies with the statements that their positions rest on."""

from jurisdictions.models import Statement


def with_statements(bodies):
    """Give each body its position's statement (or None), with its speaker; one query, none where all have it."""
    bodies = list(bodies)
    without = [body for body in bodies if "statement" not in vars(body)]
    statements = Statement.objects.select_related("official").in_bulk(
        [body.statement_id for body in without if body.statement_id]
    )
    for body in without:
        body.statement = statements.get(body.statement_id)
    return bodies
