from django.db import models


class SlugQuerySet(models.QuerySet):
    """Rows are named in fixtures by their permanent slug."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)
