import re

import pytest
from django.conf import settings
from django.core.management import call_command

from jurisdictions.models import Jurisdiction

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A curated folder that holds the example of fixtures/README.md and nothing else."""
    (example,) = re.findall(r"```yaml\n(.+?)```", (settings.BASE_DIR / "fixtures/README.md").read_text(), re.DOTALL)
    (tmp_path / "example.yaml").write_text(example)
    return tmp_path


def test_the_example_in_the_readme_loads_as_it_stands(folder):
    call_command("load_directory", folder=folder)
    assert Jurisdiction.objects.get().position_stance == "limits"


def test_files_that_are_loaded_are_passed_by_until_one_changes(folder, capsys):
    def is_passed_by():
        call_command("load_directory", folder=folder, if_changed=True)
        return "loaded already" in capsys.readouterr().out

    assert not is_passed_by()
    assert is_passed_by()
    (folder / "example.yaml").open("a").write("\n")
    assert not is_passed_by()
    assert is_passed_by()


def test_a_trial_run_or_a_part_does_not_count_as_loaded(folder, capsys):
    call_command("load_directory", folder=folder, dry_run=True)
    call_command("load_directory", folder=folder, only=["example"])
    call_command("load_directory", folder=folder, if_changed=True)
    assert "loaded already" not in capsys.readouterr().out
