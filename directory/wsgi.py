"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
application = get_wsgi_application()
resolve("/")  # all views are imported now, before workers are made: else the first reader of each would wait for it
