"""What every answer carries, and what probes may leave out."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import get_resolver

PROBES = ("/healthz", "/readyz")


def any_host_for_probes(get_response):
    """Load balancers ask for health by bare IP address: there any Host header will do."""

    def middleware(request):
        if request.path in PROBES:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip(".")
        return get_response(request)

    return middleware


def permissions_policy(get_response):
    """Pages, and whatever they might ever frame, ask for none of the reader's devices."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware


def open_api(get_response):
    """Scripts of any other site may read the API: no cookie counts there, so nothing but public data can leak."""

    def middleware(request):
        if not request.path.startswith("/api/"):
            return get_response(request)
        response = HttpResponse(status=204) if request.method == "OPTIONS" else get_response(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        if request.method == "OPTIONS":
            response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
            response.headers["Access-Control-Max-Age"] = "86400"  # seconds
        return response

    return middleware


def helpful_not_found(get_response):
    """In development too, an address that leads nowhere gets the page readers get, not Django's own."""

    def middleware(request):
        response = get_response(request)
        is_of_others = request.path.startswith((f"/{settings.ADMIN_PATH}", "/static/"))
        is_page = "json" not in response.headers.get("Content-Type", "")
        if settings.DEBUG and response.status_code == 404 and is_page and not is_of_others:
            return get_resolver().resolve_error_handler(404)(request, None)
        return response

    return middleware
