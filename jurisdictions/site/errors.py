"""Pages for an address that leads nowhere."""

from django.shortcuts import render

from jurisdictions.models import Jurisdiction


def not_found(request, exception):
    """404 with a search box and the bodies whose address looks nearest."""
    words = request.path.strip("/").split("/")[-1].replace("-", " ")[:80]
    near = Jurisdiction.objects.filter(search_text__contains=words.lower())[:8] if words else []
    return render(request, "pages/404.html", {"words": words, "near": near}, status=404)
