"""Several workers of one server each catch up by themselves: no answer is older than the database."""

import pytest

from bench import edits
from tests.serving import PRODUCTION, copy_as_docker_does, run, served


@pytest.mark.parametrize("engine", ["SQLite", "PostgreSQL"])
def test_every_worker_shows_an_edit_to_its_very_next_reader(engine, request, tmp_path, monkeypatch):
    url = request.getfixturevalue("new_postgres_url")() if engine == "PostgreSQL" else f"sqlite:///{tmp_path}/d.sqlite3"
    folder = copy_as_docker_does(tmp_path / "app")
    (folder / "static").rename(folder / "staticfiles")  # pages are read, not looked at
    (folder / "static").mkdir()
    environment = PRODUCTION | {"DATABASE_URL": url, "WEB_CONCURRENCY": "2", "PAGE_CACHE_MEGABYTES": "8"}
    environment |= {"DEBUG": "true", "REQUIRE_SECOND_FACTOR": "false"}
    for step in ("migrate", "load_directory", "rebuild_index"):
        done = run(folder, ["python", "manage.py", step], **environment)
        assert done.returncode == 0, done.stderr
    monkeypatch.setattr(edits, "HOST", PRODUCTION["ALLOWED_HOSTS"])
    with served(folder, **environment) as site:
        answers, wrong, _first, _every = edits.run(site, url, edits=40, readers=4)
    assert wrong == [] and answers > 80
