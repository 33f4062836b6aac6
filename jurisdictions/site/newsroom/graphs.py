"""Which facts of a page go into its graph; all are in the context of its view already."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jurisdictions.models.vocabulary import Status
from jurisdictions.site.newsroom.structured import LISTS, Graph, as_script

DETAILS = tuple(LISTS)
PLACES = (_("Places by state"), "places")
PLAIN = {f"{kind}s": () for kind in LISTS} | {
    "places": (), "map": (), "compare": (), "changes": (), "corrections": (), "report": (), "about": (), "data": (),
    "api-docs": (),
    "method": [(_("About"), "about")], "coverage": [(_("About"), "about")],
}  # fmt: skip


def graph_of_page(context, title):
    """JSON-LD of this page as text for a script element; "" where there is nothing to say (an error page)."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    site = request.build_absolute_uri("/").removesuffix("/")
    graph, kind = Graph(lambda path: site + path), match.url_name  # joined: a graph has hundreds of addresses
    here = request.build_absolute_uri(request.path)
    above = steps_to(kind, context)
    if above is not None:
        steps = [*((name, reverse(*address)) for name, *address in above), (title, request.path)]
        about = BUILDERS[kind](graph, context.get(kind), context) if kind in BUILDERS else None
        graph.page(here, title, mainEntity=about, breadcrumb=graph.trail(here, steps))
    elif kind == "home":
        graph.site()
    return as_script(list(graph.nodes.values())) if graph.nodes else ""


def steps_to(kind, context):
    """[(name, *what `reverse` takes)] above a page; None for one without a trail, as of what is gone."""
    if kind in DETAILS:
        row = context.get(kind)
        is_shown = row is not None and getattr(row, "status", Status.PUBLISHED) == Status.PUBLISHED
        return [(LISTS[kind], f"{kind}s")] if is_shown else None
    if kind == "place-state":
        return [PLACES]
    if kind == "place":
        place = context["place"]
        return [PLACES, (place.get_state_display(), "place-state", None, [place.state.lower()])]
    return PLAIN.get(kind)


def articles_of(statement):
    return [citation.article for citation in statement.citations.all()]


def of_body(graph, body, context):
    about = graph.body(body, parents=context["parents"], with_more=True)
    for official in context["officials"]:
        graph.person(official, body)
    for entry in context["history"]:
        graph.statement(entry["statement"], articles_of(entry["statement"]))
    return about


def of_statement(graph, statement, context):
    return graph.statement(statement, articles_of(statement))


def of_official(graph, official, context):
    person = graph.person(official, official.jurisdiction)
    for statement in context["statements"]:
        graph.statement(statement, [])
    return person


def of_source(graph, source, context):
    article = graph.article(source)
    for citation in context["citations"]:
        graph.statement(citation.statement, [source])
    return article


def of_place(graph, place, context):
    """The place; the bodies of its layers stand beside it, for none of them is the place."""
    for layer in context["layers"]:
        for body in layer.bodies:
            graph.body(body)
    return graph.place(place, context["counties"])


def of_state(graph, _row, context):
    if context["own"]:
        graph.body(context["own"])
    return graph.state(context["code"])


def of_data(graph, _row, context):
    return graph.dataset(context["downloads"])


BUILDERS = {"jurisdiction": of_body, "statement": of_statement, "official": of_official, "source": of_source,
            "place": of_place, "place-state": of_state, "data": of_data}  # fmt: skip
