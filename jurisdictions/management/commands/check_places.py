from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jurisdictions.geography.checks import accepted as accepted_list
from jurisdictions.geography.checks import findings


class Command(BaseCommand):
    help = "List bodies whose place is unresolved or doubtful; fails on any that the accepted list does not name."

    def add_arguments(self, parser):
        accepted = settings.BASE_DIR / "fixtures" / "unresolved_places.txt"
        parser.add_argument("--accepted", type=Path, default=accepted, help="lines of: slug problem reason")

    def handle(self, *, accepted, **options):
        known = reasons(accepted)
        found = list(findings())
        new = [finding for finding in found if (finding.slug, finding.problem) not in known]
        for slug, problem in sorted(known.keys() - {(finding.slug, finding.problem) for finding in found}):
            self.stdout.write(f"resolved, take it off {accepted.name}: {slug} {problem}")
        for finding in found:
            if finding not in new:
                self.stdout.write(f"accepted: {finding.slug} {finding.problem}: {known[finding.slug, finding.problem]}")
        for finding in new:
            self.stderr.write(str(finding))
        if new:
            raise CommandError(f"{len(new)} new. Mend the rows, or add “slug problem reason” to {accepted.name}.")
        self.stdout.write(f"{len(found)} unresolved places, all accepted.")


def reasons(path):
    try:
        return accepted_list(path)
    except ValueError as error:
        raise CommandError(str(error)) from None
