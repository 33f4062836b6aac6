"""What an import may not do, though the record would allow it: what readers have seen is changed at the desk."""

from django.utils.translation import gettext as _

from jurisdictions.models import Citation, Official, SourceArticle, Statement
from jurisdictions.models.vocabulary import Status
from jurisdictions.staff.workflow import PUBLISH

NAMES = {"+": "add", "~": "change"}


def refusals(comparisons, user):
    """[(place, text)] of what this user may not do, or nobody by import."""
    statuses = dict(Statement.objects.values_list("slug", "status"))
    public = set(SourceArticle.objects.published().values_list("slug", flat=True))
    spoke = set(Statement.objects.exclude(official=None).values_list("official__slug", flat=True))
    found, allowed = [], {}
    for one in comparisons:
        if one.verdict == "=":
            continue
        right = f"jurisdictions.{NAMES[one.verdict]}_{one.row.model._meta.model_name}"
        if right not in allowed:
            allowed[right] = user.has_perm(right)
        if not allowed[right]:
            found.append((one.row.place, _("you have not the right to do this (%s)") % right))
        elif text := refused(one, statuses, public, spoke, user):
            found.append((one.row.place, text))
    return found


def refused(one, statuses, public, spoke, user):
    """Why this may not be done, or None."""
    changed = {name for name, _before, _after in one.changes}
    if one.row.model is Statement:
        if statuses.get(one.row.key, Status.DRAFT) != Status.DRAFT:
            return _("it is no draft any more (%s): change it at the desk") % statuses[one.row.key]
        if one.after.get("status") != Status.DRAFT:
            return _("status: an import adds and changes drafts only; they are published at the desk")
    if one.row.model is Citation and statuses.get(one.row.slug_of("statement"), Status.DRAFT) != Status.DRAFT:
        return _("its statement is no draft any more: change its sources at the desk")
    if one.row.model is SourceArticle and one.verdict == "~" and one.row.key in public and not user.has_perm(PUBLISH):
        return _("a statement that readers have seen rests on this source: a reviewer changes it")
    if one.row.model is Official and one.verdict == "~" and "jurisdiction" in changed and one.row.key in spoke:
        return _("this person has spoken for another body: words stay with the office held then")
    return None
