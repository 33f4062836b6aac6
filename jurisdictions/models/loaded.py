from django.db import models


class LoadedRow(models.Model):
    """What a row looked like when the curated files last wrote it, so that a desk edit is never overwritten."""

    model = models.CharField(max_length=30)
    key = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="a_row_is_remembered_once")]

    def __str__(self):
        return f"{self.model} {self.key}"
