"""A citation as a file, by the address of what is cited."""

from django.http import HttpResponse

from jurisdictions.site.newsroom.bibliographies import FILES
from jurisdictions.site.newsroom.entries import find_entry
from jurisdictions.site.newsroom.redirects import follows_old_addresses
from jurisdictions.site.newsroom.references import reference_to
from jurisdictions.site.pages.details import day_asked


@follows_old_addresses()
def citation(request, room, slug, ending):
    write, media_type, _name = FILES[ending]
    entry = find_entry(room, slug, day_asked(request)[0])
    text = write(reference_to(entry, request.build_absolute_uri))
    answer = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}.{ending}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
