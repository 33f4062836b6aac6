"""Who wrote what a statement says, as its versions tell."""

from jurisdictions.models import Citation
from jurisdictions.staff.timeline import values_in, with_links

NO_CONTENT = frozenset({"status", "retraction_reason", "editor_note"})


def authors_of(statement):
    """Primary keys of who entered it and who last changed its text or its sources; None where files did."""
    versions = with_links(list(statement.history.order_by("history_id")))
    cited = Citation.history.filter(statement=statement.pk).order_by("-history_id").first()
    changed = [after for before, after in zip([None, *versions], versions, strict=False) if is_change(before, after)]
    writers = [*changed[:1], *changed[-1:], *([cited] if cited else [])]
    return {version.history_user_id for version in writers}


def is_change(before, after):
    """It says something else than the version before; a move from draft to review does not."""
    return before is None or content(before) != content(after)


def content(version):
    return {name: value for name, value in values_in(version).items() if name not in NO_CONTENT}
