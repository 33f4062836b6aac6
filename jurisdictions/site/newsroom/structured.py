"""A page's facts as linked data (JSON-LD, schema.org). It describes; it never rates, so there is no ClaimReview."""

import json

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from jurisdictions.models.addresses import only_page
from jurisdictions.models.vocabulary import STATES, Form, Relation, Scheme, SourceKind, Status
from jurisdictions.site.dataset.shelf import TYPES
from jurisdictions.site.newsroom.entries import SITE_NAME

UNSAFE = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}  # what could end a script element
LAWS = (Form.LAW, Form.ORDINANCE, Form.EXECUTIVE_ORDER)
ARTICLES = {SourceKind.NEWS_REPORT: "NewsArticle", SourceKind.REWRITE: "NewsArticle",
            SourceKind.GOVERNMENT_DOCUMENT: "DigitalDocument"}  # fmt: skip
ISO = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y", "": "%Y-%m-%d"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ABOUT = _("Dated, sourced positions of U.S. local governments on taking part in federal immigration enforcement.")
LISTS = {"jurisdiction": _("Jurisdictions"), "statement": _("Statements"), "official": _("Officials"),
         "source": _("Sources")}  # fmt: skip


def as_script(nodes):
    """Text for a script element that no browser runs."""
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return mark_safe(text.translate(UNSAFE))


def iso(day, precision="day"):
    return day.strftime(ISO[precision]) if day else None


def filled(**values):
    """A node without what is not known; `type` and `id` are spelled as JSON-LD wants them."""
    spelled = {{"type": "@type", "id": "@id"}.get(name, name): value for name, value in values.items()}
    return {name: value for name, value in spelled.items() if value not in (None, "", [], {})}


class Graph:
    """Nodes of one page, each once; `absolute` makes a full address of a path."""

    def __init__(self, absolute):
        self.absolute, self.nodes = absolute, {}

    def add(self, **values):
        """A reference to this node, which is in the graph from now on."""
        node = filled(**values)
        self.nodes.setdefault(node["@id"], node)
        return {"@id": node["@id"]}

    def known(self, row):
        """A reference to the node of this row; None where it is not in the graph yet."""
        node_id = self.id_of(row)
        return {"@id": node_id} if node_id in self.nodes else None

    def id_of(self, row, part="entry"):
        return self.absolute(f"{row.get_absolute_url()}#{part}")

    def site(self):
        home = self.absolute("/")
        template = f"{self.absolute(only_page('jurisdictions'))}?q={{search_term_string}}"
        action = {"@type": "SearchAction", "target": {"@type": "EntryPoint", "urlTemplate": template},
                  "query-input": "required name=search_term_string"}  # fmt: skip
        return self.add(type="WebSite", id=f"{home}#site", name=SITE_NAME, url=home, inLanguage="en-US",
                        license=LICENCE, potentialAction=action)  # fmt: skip

    def trail(self, here, steps):
        """Breadcrumbs from the home page; `steps` are (name, path)."""
        items = [
            {"@type": "ListItem", "position": n, "name": str(name), "item": self.absolute(path)}
            for n, (name, path) in enumerate([(SITE_NAME, "/"), *steps], start=1)
        ]
        return self.add(type="BreadcrumbList", id=f"{here}#trail", itemListElement=items)

    def page(self, here, name, **more):
        return self.add(type="WebPage", id=here, url=here, name=name, isPartOf=self.site(), inLanguage="en-US", **more)

    def body(self, body, *, parents=(), with_more=False):
        """A body; with its aliases, identifiers and parents only where the page has them at hand."""
        if found := self.known(body):
            return found
        more = {}
        if with_more:
            more = {
                "alternateName": [alias.name for alias in body.aliases.all()],
                "identifier": [
                    {"@type": "PropertyValue", "propertyID": i.get_scheme_display(), "value": i.value}
                    for i in body.identifiers.all()
                ],
                "parentOrganization": [self.body(t.parent) for t in parents if t.relation == Relation.ADMINISTRATIVE],
                "location": [self.body(t.parent) for t in parents if t.relation == Relation.TERRITORIAL],
                "foundingDate": iso(body.exists_from), "dissolutionDate": iso(body.exists_until),
                "sameAs": body.website,
            }  # fmt: skip
        state = {"@type": "State", "name": body.get_state_display(), "identifier": f"US-{body.state}"}
        return self.add(
            type="GovernmentOrganization", id=self.id_of(body), name=body.name, areaServed=state,
            url=self.absolute(body.get_absolute_url()), additionalType=body.get_agency_type_display(), **more,
        )  # fmt: skip

    def state(self, code):
        here = self.absolute(reverse("place-state", args=[code.lower()]))
        return self.add(type="State", id=f"{here}#entry", name=STATES[code], identifier=f"US-{code}", url=here)

    def place(self, place, counties=()):
        """A county or place of the gazetteer, in the counties and the state it lies in."""
        geo = filled(type="GeoCoordinates", latitude=place.latitude and float(place.latitude),
                     longitude=place.longitude and float(place.longitude))  # fmt: skip
        return self.add(
            type="AdministrativeArea", id=self.id_of(place), name=place.name, geo=geo if len(geo) > 1 else None,
            url=self.absolute(place.get_absolute_url()),
            additionalType=place.designation or place.get_kind_display(),
            identifier={"@type": "PropertyValue", "propertyID": str(Scheme.GEOID.label), "value": place.geoid},
            containedInPlace=[*(self.place(county) for county in counties), self.state(place.state)],
        )  # fmt: skip

    def person(self, official, body):
        if found := self.known(official):
            return found
        role = filled(type="OrganizationRole", roleName=official.title, memberOf=self.body(body),
                      startDate=iso(official.term_start_on), endDate=iso(official.term_end_on))  # fmt: skip
        return self.add(type="Person", id=self.id_of(official), name=official.name,
                        alternateName=official.name_variants, memberOf=role,
                        url=self.absolute(official.get_absolute_url()))  # fmt: skip

    def article(self, article):
        """A source; a title in brackets is our description of it, not its headline."""
        if found := self.known(article):
            return found
        is_ours = article.title.startswith("[")
        return self.add(
            type=ARTICLES.get(article.kind, "Article"), id=self.id_of(article), url=article.url,
            headline="" if is_ours else article.title, description=article.title if is_ours else "",
            author=filled(type="Person", name=article.author) if article.author else None,
            publisher={"@type": "Organization", "name": article.publisher},
            datePublished=iso(article.published_on, article.date_precision), archivedAt=article.archived_url,
        )  # fmt: skip

    def statement(self, statement, articles):
        """Our entry of a statement: a law where it is one, and the words themselves where they are on record."""
        if statement.status != Status.PUBLISHED:
            return None
        maker, day = self.body(statement.jurisdiction), iso(statement.stated_on, statement.date_precision)
        common = {"url": self.absolute(statement.get_absolute_url()), "dateCreated": day, "abstract": statement.summary,
                  "isBasedOn": [self.article(article) for article in articles]}  # fmt: skip
        entry, form = None, statement.get_form_display()
        if statement.form in LAWS:
            law = {"name": f"{statement.jurisdiction}, {form}, {day}", "legislationType": form,
                   "legislationDate": day, "legislationPassedBy": maker}  # fmt: skip
            entry = self.add(type="Legislation", id=self.id_of(statement), **law, **common)
        elif not statement.quote:
            entry = self.add(
                type="CreativeWork", id=self.id_of(statement), creator=maker, additionalType=form, **common
            )
        if not statement.quote:
            return entry
        return self.add(type="Quotation", id=self.id_of(statement, "quote"), text=statement.quote, isPartOf=entry,
                        spokenByCharacter=self.speaker(statement, maker), **common)  # fmt: skip

    def speaker(self, statement, maker):
        """The person in the office held then, which may not be the one of today; else the body."""
        if not statement.official:
            return maker
        person = self.person(statement.official, statement.jurisdiction)
        return filled(type="OrganizationRole", roleName=statement.speaker_title, spokenByCharacter=person)

    def dataset(self, downloads):
        """The whole record to take away; `downloads` are those of the shelf, none where they were never built."""
        files = [
            {"@type": "DataDownload", "name": file.name, "encodingFormat": TYPES[file.name], "sha256": file.sha256,
             "contentSize": str(file.size), "dateModified": file.built_on,
             "contentUrl": self.absolute(reverse("data-file", args=[file.name]))}
            for file in downloads
        ]  # fmt: skip
        here = self.absolute(reverse("data"))
        return self.add(
            type="Dataset", id=f"{here}#dataset", name=SITE_NAME, url=here, description=str(ABOUT), license=LICENCE,
            isAccessibleForFree=True, dateModified=max((file.built_on for file in downloads), default=None),
            distribution=files, spatialCoverage={"@type": "Country", "name": "United States"}, isPartOf=self.site(),
        )  # fmt: skip
