from django.conf import settings
from importlinter.cli import lint_imports


def test_rooms_import_only_downwards(capsys):
    code = lint_imports(config_filename=str(settings.BASE_DIR / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out
