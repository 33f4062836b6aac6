"""Settings, grouped by the question a reader has. Every value comes from the environment; see .env.example."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured
from environs import env

BASE_DIR = Path(__file__).resolve().parent.parent
env.read_env(BASE_DIR / ".env", recurse=False)

# Is this a development machine?
DEBUG = env.bool("DEBUG", False)
DEVELOPMENT_KEY = "for-development-only-never-in-production"
SECRET_KEY = env.str("SECRET_KEY", DEVELOPMENT_KEY if DEBUG else "")
if not SECRET_KEY or (SECRET_KEY == DEVELOPMENT_KEY and not DEBUG):
    raise ImproperlyConfigured("Set SECRET_KEY to a long random value, or DEBUG=true on a development machine.")

# Who may connect?
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"] if DEBUG else [])
if not DEBUG and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names this site answers to, separated by commas.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000) if HTTPS else 0
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What may a page do, and what does it give away?
SECURE_REFERRER_POLICY = "same-origin"  # a source's publisher does not learn what its reader was reading here
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "object-src": ["'none'"],
    }
}

# Where may somebody report a weakness?
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "mailto:security@localhost" if DEBUG else "")

# What is it made of?
INSTALLED_APPS = [
    "jurisdictions",
    "directory.apps.Desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "simple_history",
]
MIDDLEWARE = [
    "directory.middleware.any_host_for_probes",
    "jurisdictions.site.page_cache.kept_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "directory.middleware.permissions_policy",
    "directory.middleware.open_api",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "directory.middleware.helpful_not_found",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # a version names who was logged in
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "directory.urls"
WSGI_APPLICATION = "directory.wsgi.application"
TEMPLATES = [
    {
        "NAME": "public",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {
            "environment": "directory.templates.environment",
            "context_processors": ["django.contrib.auth.context_processors.auth"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# How do the staff sign in?
ADMIN_PATH = env.str("ADMIN_PATH", "admin").strip("/") + "/"
if ADMIN_PATH == "/":
    raise ImproperlyConfigured("Set ADMIN_PATH to the first part of the desk's address, as in admin/.")
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", not DEBUG)
AUTHENTICATION_BACKENDS = ["directory.lockout.Lockout", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day, then everybody signs in anew
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody can keep somebody else out for longer
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "directory.lockout.client_address"
AXES_LOCKOUT_TEMPLATE = "admin/signing_in/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the log; no table of addresses is kept
AXES_SENSITIVE_PARAMETERS = []  # the log names who and from where; never the password
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Local Positions"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# What does it ask of the world? Only `manage.py check_sources` asks.
ARCHIVE_SERVICE_URL = env.str("ARCHIVE_SERVICE_URL", "")

# How does it answer programs?
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],  # nothing is ever sent to it
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "jurisdictions.site.api.schema.Described",
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": int(BEHIND_PROXY),
}
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", 0 if DEBUG else 300)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "requests": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "requests",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Local Positions",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Where U.S. local governments stand on taking part in federal immigration enforcement: dated,"
    " sourced, read-only. Quote a position with the day it was recorded.",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "POSTPROCESSING_HOOKS": ["jurisdictions.site.api.schema.with_errors"],
}

# Where is the data?
DATABASE_URL = env.str("DATABASE_URL", "") or f"sqlite:///{BASE_DIR / 'directory.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Opening the file anew takes longer than finding the rows of a page in it; no server can have gone away meanwhile.
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": False}  # seconds
    # Readers go on reading while one writes; a second writer waits its turn.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,  # seconds
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-8000;",  # of 1,024 bytes: four times SQLite's own
    )
else:
    from directory.connections import Connection

    # The pool keeps connections, so CONN_MAX_AGE stays 0; one may do, and then knows the questions sooner.
    pool = {"min_size": 1, "max_size": 4, "timeout": 10, "connection_class": Connection}  # seconds
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = pool
    # What is asked again and again is planned once a connection: planning takes as long as the answer.
    DATABASES["default"]["OPTIONS"].update(server_side_binding=True, prepare_threshold=1)
    # Questions of many short parts look costly to the planner, which then compiles them: 100 ms for an answer of one.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
# Files beside the database, made anew whenever they are missing; on a local disk. Empty: the database searches itself.
SEARCH_INDEX_DIR = env.str("SEARCH_INDEX_DIR", str(BASE_DIR / "search_index"))
SEARCH_INDEX_IN_BACKGROUND = True
# Finished pages are kept in memory until the data changes, so many bytes in each worker; 0 keeps none.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_MEGABYTES", 0 if DEBUG else 32) * 1_000_000
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / "downloads")  # written by build_downloads, read by /data/
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Where are the static files?
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# How many people run the desk?
ONE_PERSON_DESK = env.bool("ONE_PERSON_DESK", False)

# In which language and time zone?
LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"
USE_I18N = False  # the words are marked for translation, but there is one language, and looking them up takes long
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# What is written down?
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}},
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", "INFO").upper()},
    "loggers": {"django": {"handlers": []}},  # it passes on to the root; no mail, no second line
}
