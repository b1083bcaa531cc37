"""Django's settings, read off the node's configuration; nothing is set anywhere else."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from ringfence.ledger.configuration import Configuration, configuration, database_options


def _database(of: Configuration) -> dict[str, Any]:
    """Name the database; SQLite waits for its turn before it reads what it will write."""
    if of.database.startswith("sqlite:///"):
        pragmas = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456; "
            "PRAGMA secure_delete=ON;"  # what is erased is overwritten, not only forgotten
        )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": of.database.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": pragmas},
        }
    parts = urlsplit(of.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "prepare_threshold": 1 << 30,  # None, Django's own, keeps no plan, even where asked to
            **database_options(of.database),
        },
    }


def _secret(of: Configuration) -> str:
    """Read the key of this node's cookies; one for this process alone where none was made yet."""
    try:
        return (of.keys / "secret.key").read_text(encoding="ascii").strip()
    except OSError:
        return secrets.token_urlsafe(50)


_NODE = configuration()

SECRET_KEY = _secret(_NODE)
DEBUG = False
ALLOWED_HOSTS = list(_NODE.hosts)
DATABASES = {"default": _database(_NODE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "ledger.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # of accounts made before; at a login it is made anew
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ringfence.ledger",
    "ringfence.web.public",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ringfence.web.guard.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ringfence.web.guard.own_hosts",
    "ringfence.web.guard.refuse_bodies",
    "ringfence.web.guard.refuse_floods",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "ringfence.web.urls"
WSGI_APPLICATION = "ringfence.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["ringfence.web.public.templatetags.say"],
        },
    }
]

TIME_ZONE = "UTC"
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [(code, code) for code in ("en", "fr", "de", "es", "hi", "ja")]
STATIC_URL = "static/"
STATIC_ROOT = None  # nothing is collected: whitenoise finds what the package brings
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 30_000_000  # what victims hand in never lies on the disk in the clear
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 50  # ten are kept; who chooses more is told so

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "quick", "files"]}}

# The public pages hold no script at all.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = (
    "same-origin"  # with no-referrer, browsers send Origin: null, and every form is refused
)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63_072_000 if _NODE.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _NODE.secure
SECURE_HSTS_PRELOAD = _NODE.secure
SECURE_SSL_REDIRECT = False  # the proxy does it; a second opinion would loop
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _NODE.secure and _NODE.proxy else None
CSRF_TRUSTED_ORIGINS = [_NODE.url] if _NODE.url else []
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _NODE.secure
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone with the browser's window
CSRF_COOKIE_NAME = "__Host-csrf" if _NODE.secure else "csrf"
CSRF_FAILURE_VIEW = "ringfence.web.public.views.errors.csrf"
X_FRAME_OPTIONS = "DENY"

# What is logged names no address, no query and no body of anyone who asks.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # what was not found names what someone looked for
        "django.security": {"level": "CRITICAL"},  # a stray host or form would fill the log, and name itself
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # SECURE_SSL_REDIRECT: the reverse proxy redirects
    *([] if _NODE.secure else ["security.W004", "security.W016"]),  # reached from this machine alone
]
