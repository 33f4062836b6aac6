import json
import zlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A file somebody of the desk is about to import. Kept here, not in the form, so that what is loaded is what was
    shown; it belongs to its user alone.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(_("file"), max_length=200)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    packed = models.BinaryField()
    choices = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(_("loaded"), null=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return f"{self.name} ({self.user})"

    @property
    def content(self):
        """{"entries", "notes", "problems"} as plain lists."""
        return json.loads(zlib.decompress(bytes(self.packed)))

    @content.setter
    def content(self, value):
        self.packed = zlib.compress(json.dumps(value, ensure_ascii=False, default=str).encode())
