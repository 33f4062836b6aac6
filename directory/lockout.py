"""Who is locked out after wrong passwords, and from which address a request comes."""

from axes.backends import AxesStandaloneBackend
from django.conf import settings


class Lockout(AxesStandaloneBackend):
    """Counts what comes through a request; a check made by the program itself is nobody's guess."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        return super().authenticate(request, username, password, **kwargs) if request else None


def client_address(request):
    """The address that reached us. Behind a proxy it is the last one listed: those before it anybody can write."""
    listed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.BEHIND_PROXY else []
    return listed[-1].strip() if listed and listed[-1].strip() else request.META.get("REMOTE_ADDR", "")
