"""The page that lists the downloads, and the files behind it."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from jurisdictions.search.query import Jurisdictions, Statements
from jurisdictions.site.dataset import shelf
from jurisdictions.site.dataset.tables import tables

AN_HOUR = "public, max-age=3600"


def page(request):
    context = {"downloads": shelf.held(), "tables": tables(), "filters": filters()}
    return TemplateResponse(request, "pages/data.html", context)


def filters():
    """The parameters of both lists, in their order."""
    return [*dict.fromkeys((*Statements.filter_class.base_filters, *Jurisdictions.filter_class.base_filters, "sort"))]


@require_safe
def checksums(request):
    """As `sha256sum --check` reads them, under the address's name and under the dated one that browsers save."""
    lines = [f"{one.sha256}  {name}\n" for one in found() for name in (one.name, one.dated_name)]
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8", headers={"Cache-Control": AN_HOUR})


@require_safe
def file(request, name):
    """A prebuilt file, sent as it lies there; 304 to whoever holds it already."""
    download = next((download for download in found() if download.name == name), None)
    if not download:
        raise Http404
    etag = f'"{download.sha256}"'
    if isinstance(answer := get_conditional_response(request, etag), HttpResponseNotModified):
        return answer
    response = FileResponse(download.path.open("rb"), as_attachment=True, filename=download.dated_name,
                            content_type=shelf.TYPES[name],
                            headers={"ETag": etag, "Cache-Control": AN_HOUR})  # fmt: skip
    response["Content-Encoding"] = "identity"  # or it is compressed anew for each reader, and its length is not told
    return response


def found():
    if not (downloads := shelf.held()):
        raise Http404
    return downloads
