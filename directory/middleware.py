"""What every answer carries, and what probes may leave out."""

from django.conf import settings
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


def helpful_not_found(get_response):
    """In development too, an address that leads nowhere gets the page readers get, not Django's own."""

    def middleware(request):
        response = get_response(request)
        of_others = (f"/{settings.ADMIN_PATH}", "/static/")
        if settings.DEBUG and response.status_code == 404 and not request.path.startswith(of_others):
            return get_resolver().resolve_error_handler(404)(request, None)
        return response

    return middleware
