"""So many requests a minute from one address, that no client crowds out the others."""

import time

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import BaseThrottle

WINDOW = 60  # seconds


class PerAddress(BaseThrottle):
    """One number an address and minute, kept in the process; `API_REQUESTS_PER_MINUTE` of 0 means no limit."""

    def allow_request(self, request, view):
        most = settings.API_REQUESTS_PER_MINUTE
        if not most:
            return True
        counts, key = caches["requests"], f"{self.get_ident(request)}:{int(time.time() // WINDOW)}"
        counts.add(key, 0, WINDOW)
        return counts.incr(key) <= most

    def wait(self):
        return WINDOW - time.time() % WINDOW
