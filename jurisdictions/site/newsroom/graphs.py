"""Which facts of a page go into its graph; all are in the context of its view already."""

from django.urls import reverse

from jurisdictions.models.vocabulary import Status
from jurisdictions.site.newsroom.structured import LISTS, Graph, as_script

DETAILS = tuple(LISTS)
PLAIN = {f"{kind}s": name for kind, name in LISTS.items()}


def graph_of_page(context, title):
    """JSON-LD of this page as text for a script element; "" where there is nothing to say (an error page)."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    site = request.build_absolute_uri("/").removesuffix("/")
    graph, kind = Graph(lambda path: site + path), match.url_name  # joined: a graph has hundreds of addresses
    here = request.build_absolute_uri(request.path)
    row = context.get(kind) if kind in DETAILS else None
    if row is not None and getattr(row, "status", Status.PUBLISHED) == Status.PUBLISHED:
        about = BUILDERS[kind](graph, row, context)
        steps = [(LISTS[kind], reverse(f"{kind}s")), (title, row.get_absolute_url())]
        graph.page(here, title, mainEntity=about, breadcrumb=graph.trail(here, steps))
    elif kind == "home":
        graph.site()
    elif kind in PLAIN:
        graph.page(here, title, breadcrumb=graph.trail(here, [(PLAIN[kind], request.path)]))
    elif kind == "data":
        graph.dataset(context["downloads"])
    return as_script(list(graph.nodes.values())) if graph.nodes else ""


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


BUILDERS = {"jurisdiction": of_body, "statement": of_statement, "official": of_official, "source": of_source}
