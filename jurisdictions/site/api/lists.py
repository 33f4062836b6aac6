"""The four filtered lists: the rows and the number of the page of the same name."""

from django.db.models import prefetch_related_objects

from jurisdictions.search import query as ask
from jurisdictions.search.standing import with_statements
from jurisdictions.site import rows
from jurisdictions.site.api import parameters, serializers
from jurisdictions.site.api.reading import Listing


class Jurisdictions(Listing):
    name, summary = "jurisdictions", "Bodies with their positions"
    query_class, answer = ask.Jurisdictions, serializers.JurisdictionList
    takes = parameters.of_query(query_class)

    def rows(self, page):
        return [rows.jurisdiction_row(body, self.links) for body in rows.marked_bodies(with_statements(page))]


class Statements(Listing):
    name, summary = "statements", "Statements: what was said or ruled, on a date, with its sources"
    query_class, answer = ask.Statements, serializers.StatementList
    takes = parameters.of_query(query_class)

    def rows(self, page):
        return [rows.statement_row(statement, self.links) for statement in rows.marked_statements(page)]


class Officials(Listing):
    name, summary = "officials", "People in a public office of a body"
    query_class, answer = ask.Officials, serializers.OfficialList
    takes = parameters.of_query(query_class)

    def rows(self, page):
        return [rows.official_row(official, self.links) for official in page]


class Sources(Listing):
    name, summary = "sources", "Published documents that statements rest on"
    query_class, answer = ask.Sources, serializers.SourceList
    takes = parameters.of_query(query_class)

    def rows(self, page):
        prefetch_related_objects(page, "derived_from")
        return [rows.source_row(article, self.links) for article in page]
