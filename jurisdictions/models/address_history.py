"""Every address a row of the record ever had: once given it leads to that row for good, and to no other."""

import hashlib
from itertools import product

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words

SHORT_CHARACTERS = 10  # 50 bits: two of a million names share theirs once in two thousand directories
# Of base 32, ten bits a pair: an encoder for any text takes several times as long, a million times.
PAIRS = ["".join(pair) for pair in product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)]
KINDS = {"jurisdiction": "jurisdiction", "statement": "statement", "official": "official", "sourcearticle": "source"}
EMPTY = {f"{kind}__isnull": True for kind in words.AddressKind.values}


def short_code(kind, slug):
    """The name in short addresses: it follows from the slug alone, so a rebuilt database gives it to the same row."""
    number = int.from_bytes(hashlib.sha256(f"{kind}/{slug}".encode()).digest()[:7]) >> 6  # 50 bits
    return "".join([PAIRS[number >> bits & 1023] for bits in (40, 30, 20, 10, 0)])


def kind_of(model):
    """The AddressKind of a model's rows; None where they have no address of their own."""
    return KINDS.get(model._meta.model_name)


class PermanentAddressQuerySet(models.QuerySet):
    def present(self):
        return self.filter(retired_on__isnull=True)

    def retired(self):
        return self.filter(retired_on__isnull=False)

    def leading_to(self, row):
        return self.filter(**{kind_of(type(row)): row})

    def public(self):
        """Those that lead to a row readers may see."""
        seen = Q()
        for model in models_with_addresses():
            kind = kind_of(model)
            seen |= Q(kind=kind, **{f"{kind}__in": public_rows(model).values("pk")})
        return self.filter(seen)

    def with_rows(self):
        return self.select_related(*words.AddressKind.values)

    def newest_first(self):
        return self.order_by("-retired_on", "-pk")


def leading_to(model):
    """Of an address, where it is one of a row of this model; its index is below."""
    return models.ForeignKey(model, null=True, on_delete=models.CASCADE, related_name="addresses", db_index=False)


class PermanentAddress(models.Model):
    """One address of one row: its present one, or a retired one that leads there. Only this module writes them."""

    kind = models.CharField(max_length=12, choices=words.AddressKind)
    slug = models.SlugField(max_length=200, db_index=False)
    code = models.CharField(max_length=SHORT_CHARACTERS)
    jurisdiction = leading_to("Jurisdiction")
    statement = leading_to("Statement")
    official = leading_to("Official")
    source = leading_to("SourceArticle")
    retired_on = models.DateField(null=True)
    reason = models.CharField(max_length=10, choices=words.AddressReason, blank=True)

    objects = PermanentAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("permanent addresses")
        indexes = [  # every address leads to one row: three of four columns are empty
            models.Index(fields=[kind], condition=Q(**{f"{kind}__isnull": False}), name=f"addresses_of_a_{kind}")
            for kind in words.AddressKind.values
        ]
        constraints = [  # of F, because those of fields alone cannot be taken down on SQLite while millions are loaded
            models.UniqueConstraint(F("kind"), F("slug"), name="an_address_is_given_once"),
            models.UniqueConstraint(F("kind"), F("code"), name="a_short_address_is_given_once"),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True, reason="") | Q(retired_on__isnull=False) & ~Q(reason=""),
                name="an_address_is_retired_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(*[
                    Q(kind=kind, **EMPTY | {f"{kind}__isnull": False}) for kind in words.AddressKind.values
                ], _connector=Q.OR),
                name="an_address_leads_to_one_row_of_its_kind",
            ),
            *[
                models.UniqueConstraint(
                    fields=[kind], name=f"one_present_address_a_{kind}",
                    condition=Q(retired_on__isnull=True) & Q(**{f"{kind}__isnull": False}),
                )
                for kind in words.AddressKind.values
            ],
        ]  # fmt: skip

    def __str__(self):
        return f"{self.kind}/{self.slug}"

    @property
    def row(self):
        return getattr(self, self.kind)


def models_with_addresses():
    return [PermanentAddress._meta.get_field(kind).related_model for kind in words.AddressKind.values]


def public_rows(model):
    """Rows readers may see; a body always, a retracted statement too, because its page says why."""
    for adjective in ("ever_public", "published", "all"):
        if hasattr(model.objects, adjective):
            return getattr(model.objects, adjective)()


def claim_addresses(rows):
    """Give rows of a QuerySet that have no address yet theirs; ValidationError if another row ever had one of them."""
    kind = kind_of(rows.model)
    new = list(rows.exclude(pk__in=PermanentAddress.objects.present().filter(kind=kind).values(kind)))
    taken = PermanentAddress.objects.filter(kind=kind, slug__in=[row.slug for row in new])
    refuse(taken.first() if new else None)
    PermanentAddress.objects.bulk_create(
        [PermanentAddress(kind=kind, slug=row.slug, code=short_code(kind, row.slug), **{kind: row}) for row in new],
        batch_size=500,
    )


def refuse(taken):
    if taken:
        problem = gettext(
            "“%(slug)s” is or was the address of another entry: %(row)s. Addresses are never given twice."
        )
        raise ValidationError({"slug": problem % {"slug": taken.slug, "row": taken.row}})


def settle_address(row, *, on=None):
    """Keep up with the slug of a saved row: a public row's former address is retired, a draft's is forgotten."""
    mine = PermanentAddress.objects.leading_to(row)
    present = mine.present().first()
    if present and present.slug == row.slug:
        return
    refuse(PermanentAddress.objects.filter(kind=kind_of(type(row)), slug=row.slug).exclude(pk__in=mine).first())
    if present and public_rows(type(row)).filter(pk=row.pk).exists():
        retire(present, words.AddressReason.RENAMED, on)
    elif present:
        present.delete()
    if not mine.filter(slug=row.slug).update(retired_on=None, reason=""):
        claim_addresses(type(row).objects.filter(pk=row.pk))


def retire(address, reason, on):
    address.retired_on, address.reason = on or timezone.localdate(), reason
    address.save()


@transaction.atomic
def redirect_to(old_row, new_row, *, reason=words.AddressReason.MERGED, on=None):
    """Every address of `old_row` leads to `new_row` from now on; what else becomes of `old_row` is the caller's.

    Call it before `old_row` is deleted (its addresses would go with it) and after its last save.
    """
    kind = kind_of(type(old_row))
    if type(old_row) is not type(new_row) or old_row.pk == new_row.pk:
        raise ValueError("An address leads to another row of its own kind.")
    mine = PermanentAddress.objects.leading_to(old_row)
    for address in mine.present():
        retire(address, reason, on)
    mine.update(**{kind: new_row})


def redirect_back(addresses, key):
    """Undo `redirect_to`: these ({primary key: (retired_on, reason)}) lead to the row with this key as they did.

    Call it before that row is stored again: saving it finds its address.
    """
    for pk, (retired_on, reason) in addresses.items():
        address = PermanentAddress.objects.get(pk=pk)
        setattr(address, f"{address.kind}_id", key)
        address.retired_on, address.reason = retired_on, reason
        address.save()


def lead_on(kind, slug, key, *, on, reason):
    """An address retired elsewhere leads to the row of this kind and key here too."""
    values = {**dict.fromkeys(f"{one}_id" for one in words.AddressKind.values), f"{kind}_id": key}
    values |= {"code": short_code(kind, slug), "retired_on": on, "reason": reason}
    PermanentAddress.objects.update_or_create(kind=kind, slug=slug, defaults=values)
