"""Pages of the desk as an editor's browser fills and sends them."""

from django.urls import reverse


def address(name, *args):
    return reverse(f"admin:jurisdictions_{name}", args=args)


def form_of(row):
    return address(f"{row._meta.model_name}_change", row.pk)


def filled(page, /, **changes):
    """What the browser would post from this form page, with `changes` typed in."""
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    forms = [page.context["adminform"].form]
    forms += [form for formset in formsets for form in (formset.management_form, *formset.forms)]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def send(client, url, /, **changes):
    return client.post(url, filled(client.get(url), **changes))


def errors_of(page):
    """All messages a refused form shows."""
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    found = list(page.context["adminform"].form.errors.values())
    found += [formset.non_form_errors() for formset in formsets]
    found += [error for formset in formsets for row in formset.errors for error in row.values()]
    return [text for errors in found for text in errors]
