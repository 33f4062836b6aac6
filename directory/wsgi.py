"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import resolve, reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
application = get_wsgi_application()

from directory.templates import compile_all  # noqa: E402 (it reads the settings)

# All views, addresses and pages are read now, before workers are made: else the first reader of each would wait for it.
resolve("/")
reverse("home")
compile_all()
engines.all()
