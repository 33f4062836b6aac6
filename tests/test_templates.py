"""The public templates: Jinja2 with our words, and with the manners of Django's where readers meet them."""

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from jinja2 import nodes

from directory.templates import compile_all

PUBLIC = engines["public"]


def said(text, **context):
    return PUBLIC.env.from_string(text).render(context)


def test_every_public_template_can_be_read():
    compile_all()
    assert "pages/home.html" in {name for _loader, name in PUBLIC.env.cache.keys()}


def test_the_desk_has_templates_of_its_own():
    with pytest.raises(TemplateDoesNotExist):
        PUBLIC.get_template("admin/index.html")
    assert get_template("admin/index.html").backend.name != "public"
    assert get_template("base.html").backend.name == "public"


def test_what_people_wrote_is_text_and_never_markup():
    assert said("{{ name }}", name="<b>&'\"") == "&lt;b&gt;&amp;&#39;&#34;"
    assert said("{% trans name=name %}Of {{ name }}{% endtrans %}", name="<b>") == "Of &lt;b&gt;"
    assert said("{{ name }}", name=mark_safe("<b>")) == "<b>"


def test_of_what_is_not_there_nothing_is_shown():
    assert said("{{ body.statement.citations.all() }}{{ nobody.said.it }}", body={"statement": None}) == ""
    assert said("{% for c in body.statement.citations.all() %}{{ c }}{% else %}none{% endfor %}", body={}) == "none"


@pytest.mark.parametrize("count, text", [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_one_and_many_are_told_apart(count, text):
    assert said("{% trans n=count %}{{ n }} row{% pluralize n %}{{ n }} rows{% endtrans %}", count=count) == text


def test_a_percent_sign_stays_one():
    assert said("{% trans %}100% of it{% endtrans %}, {% trans n=3 %}{{ n }}% of it{% endtrans %}") == (
        "100% of it, 3% of it"
    )


def calls_in(text):
    return list(PUBLIC.env.parse(text).find_all(nodes.Call))


def test_words_are_put_in_once_while_there_is_one_language(settings):
    words = "{% trans %}Yes{% endtrans %}"
    assert not calls_in(words) and said(words) == "Yes"
    settings.USE_I18N = True
    assert calls_in(words) and said(words) == "Yes"


def test_an_address_without_arguments_is_looked_up_once_and_the_desks_each_time(settings):
    assert said("{{ url('home') }} {{ url('place-state', 'ne') }}") == "/ /places/ne/"
    assert said("{{ url('admin:index') }}").endswith("/")
