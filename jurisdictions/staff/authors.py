"""Who wrote what a statement says, as its versions tell."""

from jurisdictions.models import Citation
from jurisdictions.models.versions import DELETED
from jurisdictions.staff.timeline import values_in, with_links

NO_CONTENT = frozenset({"status", "retraction_reason", "editor_note"})


def authors_of(statement):
    """Primary keys of who entered it and who last changed its text or its sources; None where files did."""
    written = changes(statement.history.all())
    cited = changes(Citation.history.filter(statement=statement.pk))
    return {version.history_user_id for version in [*written[:1], *written[-1:], *cited[-1:]]}


def changes(versions):
    """Those of one model, in their order, that say something else than the version before of their row. A move from
    draft to review does not; neither does a deletion that was taken back, so that restoring makes nobody an author.
    """
    versions = with_links(list(versions.order_by("history_id")))
    newest, said, found = {version.id: version for version in versions}, {}, []
    for version in versions:
        is_deleted = version.history_type == DELETED
        if is_deleted and newest[version.id] is not version:
            continue
        if is_deleted or said.get(version.id) != content(version):
            found.append(version)
        said[version.id] = content(version)
    return found


def content(version):
    return {name: value for name, value in values_in(version).items() if name not in NO_CONTENT}
