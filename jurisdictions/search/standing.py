"""Bodies with the statements that their positions rest on."""

from jurisdictions.models import Statement


def with_statements(bodies):
    """Give each body of a page its position's statement (or None), with its speaker; one query."""
    bodies = list(bodies)
    statements = Statement.objects.select_related("official").in_bulk(
        [b.statement_id for b in bodies if b.statement_id]
    )
    for body in bodies:
        body.statement = statements.get(body.statement_id)
    return bodies
