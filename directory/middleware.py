"""What stands around every request."""

from django.conf import settings
from django.urls import get_resolver


def helpful_not_found(get_response):
    """In development too, an address that leads nowhere gets the page readers get, not Django's own."""

    def middleware(request):
        response = get_response(request)
        if settings.DEBUG and response.status_code == 404 and not request.path.startswith(("/admin/", "/static/")):
            return get_resolver().resolve_error_handler(404)(request, None)
        return response

    return middleware
