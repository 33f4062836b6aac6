"""The least that Django can do: one view that answers the bytes of a file. `bench/throughput.py` compares with it."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

CONTENT = Path(os.environ["BARE_FILE"]).read_bytes()


def answer(request):
    return HttpResponse(CONTENT)


urlpatterns = [re_path("", answer)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench", MIDDLEWARE=[])
django.setup()
application = get_wsgi_application()
