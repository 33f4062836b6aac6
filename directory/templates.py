"""The public pages are Jinja2 templates (decision 0043); the desk's, under templates/admin/, are Django's."""

from functools import lru_cache

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template import defaultfilters, engines
from django.templatetags.static import static as file_address
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, TemplateNotFound, nodes
from jinja2.ext import InternationalizationExtension

from jurisdictions.site.templating import newsroom, record

FILTERS = {
    "capfirst": defaultfilters.capfirst,
    "date": defaultfilters.date,
    "filesizeformat": defaultfilters.filesizeformat,
    "intcomma": intcomma,
    "linebreaksbr": defaultfilters.linebreaksbr,
}


class PublicTemplates(FileSystemLoader):
    """All of templates/ but the desk's, which extend those of Django's admin."""

    def get_source(self, environment, template):
        if template.startswith("admin/"):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class Empty(ChainableUndefined):
    """Of what is not there nothing is there either: a body without a statement has no sources."""

    def __call__(self, *args, **kwargs):
        return self


class Translated(InternationalizationExtension):
    """While there is one language (`USE_I18N` is off), words without a value are put in when a template is compiled."""

    def _make_node(self, singular, plural, context, variables, plural_expr, *rest):
        if settings.USE_I18N or plural or variables or "%(" in singular:
            return super()._make_node(singular, plural, context, variables, plural_expr, *rest)
        return nodes.Output([nodes.TemplateData(singular.replace("%%", "%"))])


def environment(**options):
    """A jinja2.Environment with the words, filters and functions of our templates."""
    ours = {"loader": PublicTemplates(settings.BASE_DIR / "templates"), "undefined": Empty}
    made = Environment(**options | ours, extensions=[Translated], keep_trailing_newline=True)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)
    made.filters |= FILTERS | record.FILTERS | newsroom.FILTERS
    made.globals |= record.FUNCTIONS | newsroom.FUNCTIONS
    made.globals |= {"static": static, "url": url, "language": get_language}
    return made


@lru_cache
def static(path):
    """Of a file under static/; it changes with a release only."""
    return file_address(path)


def url(name, *args):
    return reverse(name, args=args) if args or ":" in name else address(name)


@lru_cache
def address(name):
    """Of a page without arguments: a page names twenty, and they never change (those of the desk may)."""
    return reverse(name)


def compile_all():
    """Read every public template now: else the first reader of each page would wait for it."""
    made = engines["public"].env
    for name in made.list_templates(filter_func=lambda name: name.endswith(".html") and not name.startswith("admin/")):
        made.get_template(name)
