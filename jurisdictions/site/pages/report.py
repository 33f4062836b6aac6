"""Tell the desk about an error, or reply: no account, nobody else involved, and nothing shown before it is accepted."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.site import reports


@never_cache
def report(request):
    """`?about=` names a body or a statement by its slug."""
    body, statement = subject(request.GET.get("about", ""))
    form = reports.ReportForm(request.POST or None)
    shown = {"jurisdiction": body, "statement": statement, "form": form, "opened": reports.now_signed(),
             "canonical": request.build_absolute_uri(f"{request.path}?about={(statement or body).slug}")}  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return TemplateResponse(request, "pages/report.html", shown)
    sender = reports.sender_of(request)
    if reports.is_flood(sender):
        return TemplateResponse(request, "pages/report.html", {**shown, "is_flood": True}, status=429)
    if not form.is_trap_filled:
        reports.store(form, body, statement, sender)
    return TemplateResponse(request, "pages/report_sent.html", shown)


def subject(slug):
    """(body, statement or None) this slug names."""
    if "\x00" in slug:  # PostgreSQL refuses to look for it
        raise Http404
    body = Jurisdiction.objects.filter(slug=slug[:200]).first()
    if body:
        return body, None
    statement = Statement.objects.published().filter(slug=slug[:200]).select_related("jurisdiction").first()
    if statement is None:
        raise Http404
    return statement.jurisdiction, statement
