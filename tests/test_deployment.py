"""The Dockerfile's steps, run by hand: what it builds serves the record, and never starts unsafe."""

import re

import pytest

from tests.serving import PRODUCTION, copy_as_docker_does, docker_lines, get, run, served


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The project as the image holds it, static files collected."""
    folder = copy_as_docker_does(tmp_path_factory.mktemp("image") / "app")
    (collect,) = [line for line in docker_lines("RUN") if "collectstatic" in line]
    done = run(folder, collect)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database_url(request, tmp_path):
    return (
        request.getfixturevalue("new_postgres_url")()
        if request.param == "PostgreSQL"
        else f"sqlite:///{tmp_path}/d.sqlite3"
    )


def test_the_image_serves_the_record(image, database_url):
    environment = PRODUCTION | {"DATABASE_URL": database_url}
    for step in ("migrate", "load_directory", "load_places", "rebuild_directory", "rebuild_index"):
        done = run(image, ["python", "manage.py", step], **environment)
        assert done.returncode == 0, done.stderr
    with served(image, **environment) as site:
        assert get(f"{site}/readyz")[0] == 200
        status, headers, home = get(f"{site}/")
        assert status == 200
        assert "Permissions-Policy" in headers and "Content-Security-Policy" in headers
        assert get(f"{site}/jurisdictions/?state=NE")[0] == 200
        style = re.search(r'href="(/static/css/[\w-]+\.[0-9a-f]{12}\.css)"', home.decode()).group(1)
        status, headers, _body = get(f"{site}{style}", **{"Accept-Encoding": "br"})
        assert status == 200
        assert headers["Content-Encoding"] == "br"
        assert "immutable" in headers["Cache-Control"]


def test_behind_a_proxy_only_https_is_served(image):
    with served(image, **PRODUCTION | {"HTTPS": "true", "BEHIND_PROXY": "true"}) as site:
        status, headers, _body = get(f"{site}/about/")
        assert (status, headers["Location"]) == (301, f"https://{PRODUCTION['ALLOWED_HOSTS']}/about/")
        status, headers, _body = get(f"{site}/about/", **{"X-Forwarded-Proto": "https"})
        assert status == 200
        assert "max-age=31536000" in headers["Strict-Transport-Security"]


def test_probes_may_know_only_the_ip_address_and_nothing_else_may(image):
    with served(image, **PRODUCTION | {"HTTPS": "true"}) as site:
        assert get(f"{site}/healthz", Host="10.0.0.7:8000")[0] == 200
        assert get(f"{site}/about/", Host="10.0.0.7:8000")[0] == 400


@pytest.mark.parametrize(
    ("unsafe", "advice"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "for-development-only-never-in-production"}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "directory.example.org,*"}, "Set ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start_unsafe_and_says_what_to_set(image, unsafe, advice):
    done = run(image, ["python", "-c", "import directory.wsgi"], **PRODUCTION | unsafe)
    assert done.returncode != 0
    assert advice in done.stderr


def test_a_demo_login_is_refused_in_production(image):
    done = run(image, ["python", "manage.py", "make_demo_staff"], **PRODUCTION)
    assert done.returncode != 0
    assert "use createsuperuser" in done.stderr
