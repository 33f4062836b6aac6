"""The pages of an import: upload, look, choose where in doubt, confirm."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jurisdictions.models import Upload
from jurisdictions.staff.imports import plan as plans
from jurisdictions.staff.imports.texts import Unreadable, content_of

from .pages import needs, page

RIGHTS = ("jurisdictions.add_statement", "jurisdictions.add_sourcearticle")
KEPT = timedelta(days=7)
SHOWN = {"!": _("Problems"), "~": _("Changed"), "+": _("Added"), "=": _("The same")}
PAGE = 100


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.json,.yaml,.yml"}))

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.content = content_of(file.name, file.read())
        except Unreadable as error:
            raise ValidationError(str(error)) from None
        return file


def may_import(user):
    return user.has_perms(RIGHTS)


@needs(*RIGHTS)
def upload(request):
    """Takes a file and reads it; nothing of it is in the record yet."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        Upload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
        row = Upload(user=request.user, name=form.cleaned_data["file"].name[:200])
        row.content = vars(form.content)
        row.save()
        return HttpResponseRedirect(reverse("admin:import-preview", args=[row.pk]))
    return page(request, "imports/upload", _("Import a file"), form=form)


@needs(*RIGHTS)
def preview(request, pk):
    """What the file would do, row by row; a choice made here for a doubtful row is kept with the upload."""
    row = own(request, pk)
    if request.method == "POST":
        chosen = {
            name.removeprefix("choice-"): value for name, value in request.POST.items() if name.startswith("choice-")
        }
        row.choices |= {place: slug for place, slug in chosen.items() if slug}
        row.save(update_fields=["choices"])
        return HttpResponseRedirect(request.get_full_path())
    plan = plans.plan_of(row)
    show = request.GET.get("show") if request.GET.get("show") in SHOWN else ""
    lines = [line for line in plan.lines if show in ("", line.verdict)]
    lines.sort(key=lambda line: line.verdict != "!")
    counts = [(sign, name, plan.counts[sign]) for sign, name in SHOWN.items()]
    return page(
        request, "imports/preview", row.name, upload=row, plan=plan, counts=counts, show=show,
        impact=plans.impact_of(plan), page_obj=Paginator(lines, PAGE).get_page(request.GET.get("page")),
    )  # fmt: skip


@needs(*RIGHTS)
@require_POST
def confirm(request, pk):
    row = own(request, pk)
    try:
        counts = plans.carry_out(row, request.POST.get("signature", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("admin:import-preview", args=[pk]))
    text = _("Loaded %(name)s: %(added)d rows added, %(changed)d changed. New statements are drafts.")
    messages.success(request, text % {"name": row.name, "added": counts["+"], "changed": counts["~"]})
    return HttpResponseRedirect(reverse("admin:index"))


def own(request, pk):
    return get_object_or_404(Upload, pk=pk, user=request.user, loaded_at=None)


def urls():
    return [
        path("import/", upload, name="import"),
        path("import/<int:pk>/", preview, name="import-preview"),
        path("import/<int:pk>/confirm/", confirm, name="import-confirm"),
    ]
