"""The desk's first page, a page for each of its sections, and the pairs to judge."""

from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jurisdictions.models.vocabulary import FindableKind
from jurisdictions.staff import duplicates, troubles
from jurisdictions.staff.merges.verbs import MERGE, READ

from .imports import may_import
from .pages import needs, page

MOST = 200
VIEW, CHANGE = "jurisdictions.view_statement", "jurisdictions.change_jurisdiction"


def years_asked(request):
    text = request.GET.get("years", "")
    return int(text) if text in map(str, troubles.AGES) else 2


def home_context(request):
    """What the first page shows beyond the lists of the admin."""
    if not request.user.has_perm(VIEW):
        return {}
    years = years_asked(request)
    return {
        "sections": troubles.sections(timezone.localdate(), years), "years": years, "ages": troubles.AGES,
        "may_import": may_import(request.user), "may_read_merges": request.user.has_perm(READ),
    }  # fmt: skip


@needs(VIEW)
def section(request, name):
    """One section with many of its rows."""
    today, years = timezone.localdate(), years_asked(request)
    makers = {
        "waiting": lambda: troubles.waiting(MOST), "drafts": lambda: troubles.drafts(today, MOST),
        "old": lambda: troubles.old_positions(today, years, MOST), "weak": lambda: troubles.weak(MOST),
        "dead": lambda: troubles.dead_links(MOST), "unarchived": lambda: troubles.unarchived(MOST),
        "term": lambda: troubles.after_their_term(today, MOST), "ties": lambda: troubles.ties(MOST),
    }  # fmt: skip
    if name not in makers:
        raise Http404
    shown = makers[name]()
    return page(request, "troubles/section", shown.title, section=shown)


@needs(VIEW)
def pairs(request):
    found = duplicates.likely_duplicates()
    return page(request, "troubles/duplicates", _("Likely duplicates"), pairs=found[:MOST], count=len(found),
                may_judge=request.user.has_perm(CHANGE), may_merge=request.user.has_perm(MERGE),
                may_read_merges=request.user.has_perm(READ))  # fmt: skip


@require_POST
@needs(CHANGE)
def judge(request):
    """These two are different: never ask again."""
    kind, first, second = (request.POST.get(name, "").replace("\x00", "")[:150] for name in ("kind", "first", "second"))
    if kind not in FindableKind.values or not first or not second or first == second:
        raise Http404
    duplicates.judge_different(kind, first, second, by=request.user)
    return HttpResponseRedirect(reverse("admin:duplicates"))


def urls():
    return [
        path("duplicates/", pairs, name="duplicates"),
        path("duplicates/different/", judge, name="judge-different"),
        path("troubles/<slug:name>/", section, name="troubles"),
    ]
