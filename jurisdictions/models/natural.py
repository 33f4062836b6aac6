"""How fixture rows are named, and how every way of writing keeps what is derived from them fresh."""

from functools import lru_cache

from django.db import models, transaction

from .address_history import claim_addresses, kind_of, settle_address
from .freshness import held, keep_fresh
from .versions import CHANGED, CREATED, at_one_moment, keep_first, keep_versions, unkept


class KeepingQuerySet(models.QuerySet):
    """Bulk writes through it refresh the bodies they touch and keep versions, as `save()` and `delete()` do.

    A model says in `bodies_of(queryset)` which bodies its rows bear on, and in `DERIVED` which of its
    columns are themselves derived: writing only those refreshes nothing.
    """

    @transaction.atomic
    def update(self, **changes):
        if set(changes) <= set(self.model.DERIVED):
            return super().update(**changes)
        keys = list(self.values_list("pk", flat=True))
        before = held(self.model.bodies_of(self))
        keep_first(self.model.objects.filter(pk__in=keys))
        count = super().update(**changes)
        changed = self.model.objects.filter(pk__in=keys)
        changed.refill()
        if "slug" in changes and kind_of(self.model):
            for row in changed:
                settle_address(row)
        keep_versions(list(changed), CHANGED)
        keep_fresh(before | self.model.bodies_of(changed))
        return count

    update.alters_data = True

    @transaction.atomic
    def delete(self):
        bodies = held(self.model.bodies_of(self))
        with at_one_moment():
            self.model.free(self)
            deleted = super().delete()
        keep_fresh(bodies)
        return deleted

    delete.alters_data = True
    delete.queryset_only = True

    @transaction.atomic
    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        for row in objs:
            row.fill_derived()
        created = super().bulk_create(objs, *args, **kwargs)
        written, keys = self.model.objects.all(), [row.pk for row in created]
        keep_versions(unkept(self.model) if None in keys else created, CREATED)
        # With `ignore_conflicts` the database does not say which rows are new: then all are looked at.
        written = written if None in keys else written.filter(pk__in=keys)
        if kind_of(self.model):
            claim_addresses(written)
        keep_fresh(self.model.bodies_of(written))
        return created

    def refill(self):
        """Fill and write the columns that need no other row."""
        if self.model.ALONE:
            rows = list(self)
            for row in rows:
                row.fill_derived()
            models.QuerySet(self.model).bulk_update(rows, self.model.ALONE, batch_size=500)

    refill.alters_data = True


class SlugQuerySet(KeepingQuerySet):
    """Rows are named in fixtures by their permanent slug."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class DependentQuerySet(KeepingQuerySet):
    """Rows without a name of their own, named by what they join: the model's `NATURAL` lookups."""

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.NATURAL, key, strict=True)))


@lru_cache
def labels_of(field):
    """{value: label} of a field's choices; made once, because Django makes it anew for every row that is shown."""
    return dict(field.flatchoices)


class RecordModel(models.Model):
    """A row of the record: saving or deleting it refreshes what is derived for the bodies it bears on."""

    DERIVED = ()  # derived columns
    ALONE = ()  # columns that `fill_derived` sets

    class Meta:
        abstract = True

    @classmethod
    def free(cls, rows):
        """Before these rows are deleted: let go of them whatever would be emptied without a version."""

    def clean(self):
        self.clean_alone()

    def clean_alone(self):
        """The rules of `clean()` that need no other row."""

    def fill_derived(self):
        """Set `ALONE` from this row only; every way of writing calls it.

        It refuses a date in the future besides: no database constraint can know which day it is.
        """

    def own_rows(self):
        return type(self)._default_manager.filter(pk=self.pk)

    def _get_FIELD_display(self, field):
        value = getattr(self, field.attname)
        return str(labels_of(field).get(value, value))

    @transaction.atomic
    def save(self, **kwargs):
        before = held(self.bodies_of(self.own_rows())) if self.pk else set()
        if self.pk:
            keep_first(self.own_rows())
        self.fill_derived()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.ALONE}
        super().save(**kwargs)
        if kind_of(type(self)):
            settle_address(self)
        keep_fresh(before | self.bodies_of(self.own_rows()))

    @transaction.atomic
    def delete(self, **kwargs):
        bodies = held(self.bodies_of(self.own_rows()))
        with at_one_moment():
            self.free(self.own_rows())
            deleted = super().delete(**kwargs)
        keep_fresh(bodies)
        return deleted
