"""Templates that are made ready when they are read say what they would have said anyhow."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.templatetags.i18n import TranslateNode

BASE = "<h1>{% block title %}{% trans 'Yes' %}{% endblock %}</h1>{% load static %}{% static 'img/mark.svg' %}"
PAGES = {
    "base": f"{{% load i18n %}}{BASE}",
    "extending": "{% extends 'base' %}{% load i18n %}{% block title %}{% trans 'No' %} {{ name }}{% endblock %}",
    "words": "{% load i18n %}{% trans 'Yes' %}, {% trans name %}{% trans 'Yes' as said %}{{ said }}{% trans 'a & b' %}",
    "inside": "{% load i18n %}{% if name %}{% trans 'Yes' %}{% else %}{% trans 'No' %}{% endif %}"
    "{% for one in many %}{% trans 'Yes' %}{{ one }}{% empty %}{% trans 'No' %}{% endfor %}",
    "addresses": "{% url 'home' %}{% url 'jurisdiction' name %}{% url 'statements' as there %}{{ there }}",
    "including": "{% include 'inside' with name='' only %}{# nothing #}{% comment %}nor here{% endcomment %}",
    "quoting": "{% load i18n %}<a title=\"{% trans 'Yes' %}\" href=\"{% url 'home' %}\">{{ name }}</a>",
}
LIBRARIES = {name: f"django.templatetags.{name}" for name in ("i18n", "static")}


def engine(loader):
    return Engine(loaders=[(loader, [("django.template.loaders.locmem.Loader", PAGES)])], libraries=LIBRARIES)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("many", [[], ["<b>", 3]])
def test_a_page_reads_the_same(page, many):
    plain, ready = engine("django.template.loaders.cached.Loader"), engine("directory.templates.Loader")
    said = [one.get_template(page).render(Context({"name": "x-y", "many": many})) for one in (plain, ready, ready)]
    assert said[0] == said[1] == said[2]


def test_nobody_meets_a_template_that_is_half_ready():
    """Eight readers ask for a page that nobody has asked for yet, as after a start."""
    readers, many = Barrier(8), list(range(300))
    PAGES["long"] = PAGES["inside"] * 40 + "{% trans 'No' %}" * 400
    whole = engine("django.template.loaders.cached.Loader").get_template("long").render(Context({"many": many}))

    def read(pages):
        readers.wait()
        return pages.get_template("long").render(Context({"many": many}))

    with ThreadPoolExecutor(8) as threads:
        for pages in (engine("directory.templates.Loader") for _time in range(5)):
            assert set(threads.map(read, [pages] * 8)) == {whole}


def test_what_is_constant_becomes_one_text():
    (only,) = engine("directory.templates.Loader").get_template("quoting").nodelist[:1]
    assert type(only) is TextNode
    assert only.s == '<a title="Yes" href="/">'


def test_with_several_languages_words_are_looked_up_for_each_reader(settings):
    settings.USE_I18N = True
    nodes = engine("directory.templates.Loader").get_template("quoting").nodelist
    assert len(nodes.get_nodes_by_type(TranslateNode)) == 1
    assert [node.s for node in nodes.get_nodes_by_type(TextNode)] == ['<a title="', '" href="/">', "</a>"]
