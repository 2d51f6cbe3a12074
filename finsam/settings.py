"""Settings. The environment is read here and nowhere else; production is the default, development is asked for.

Every value may also come from a file named by NAME_FILE (secrets).
"""

from datetime import date
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parent.parent
MILJO = env.str("FINSAM_MILJO", default="produktion")
if MILJO not in {"produktion", "utveckling", "test"}:
    raise ImproperlyConfigured(f"FINSAM_MILJO={MILJO!r}: välj produktion, utveckling eller test.")
PRODUKTION = MILJO == "produktion"
DEBUG = False
DEMO = env.bool("FINSAM_DEMO", default=False)
VAR_DIR = Path(env.str("FINSAM_VAR", default=str(BASE_DIR / "var")))
SECRET_KEY = (
    env.str("SECRET_KEY") if PRODUKTION else env.str("SECRET_KEY", default="bara-for-utveckling-och-prov-" + "x" * 40)
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUKTION else ["localhost", "127.0.0.1", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ADRESS = env.str("FINSAM_ADRESS", default="http://localhost:8000")
# The day from which acts are judged by FK-2024 (proposed, not law); empty: never.
_fk_2024 = env.str("FINSAM_FK_2024", default="")
FK_2024_FRAN = date.fromisoformat(_fk_2024) if _fk_2024 else None

INSTALLED_APPS = [
    "finsam.apps.FinsamConfig",
    "tillsyn.apps.TillsynConfig",
    "beredning.apps.BeredningConfig",
    "insatser.apps.InsatserConfig",
    "forbund.register.apps.RegisterConfig",
    "forbund.diarium.apps.DiariumConfig",
    "forbund.styrelse.apps.StyrelseConfig",
    "forbund.frister.apps.FristerConfig",
    "forbund.grund.apps.GrundConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "guardian",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "forbund.register.middleware.NyckelMiddleware",
    "forbund.register.middleware.ForbundMiddleware",
]

ROOT_URLCONF = "finsam.urls"
WSGI_APPLICATION = "finsam.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "forbund.register.kontext.ram",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "forbund.grund.formular.Formular"


def _databas(url: str) -> dict[str, object]:
    """One connection that lives for ten minutes, in UTC, checked when a request takes it up again."""
    falt = env.db_url_config(url)
    return {
        **falt,
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {
            **falt.get("OPTIONS", {}),
            "options": "-c lock_timeout=3000 -c idle_in_transaction_session_timeout=120000",
        },
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {"default": _databas(env.str("DATABASE_URL", default="postgres://finsam_app@localhost/finsam"))}
if _agare := env.str("DATABASE_URL_AGARE", default=""):
    DATABASES["agare"] = _databas(_agare)
DATABASE_ROUTERS = ["forbund.grund.databas.Agare"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
# Of each process: the counters of failed logins, and what grund/minne.py keeps, so that it crowds no counter out.
CACHES = {
    namn: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": namn,
        "OPTIONS": {"MAX_ENTRIES": antal},
    }
    for namn, antal in (("default", 10_000), ("minne", 300))
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Europe/Stockholm"
CELERY_BEAT_SCHEDULE = {
    "jobb": {"task": "grund.plocka_upp_jobb", "schedule": 15.0},
    "utskick": {"task": "grund.skicka_forfallna", "schedule": 20.0},
    "filer": {"task": "diarium.stada_filer", "schedule": crontab(hour=3, minute=17)},
}

AUTH_USER_MODEL = "register.Konto"
AUTHENTICATION_BACKENDS = [
    "forbund.register.backends.RattBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
if MILJO == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # guardian is the store of rights; RattBackend answers
    "auth.W004",  # the address is unique by a constraint on its lower case
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "forbund.register.backends.KontoAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Finsam: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = ADRESS.split("://")[0]

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "forbund.grund.web.csrf_saknas"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUKTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The proxy in front adds the caller's address last: tries to log in are counted by it, not by the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "forbund.grund.uppladdning.Tak",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "statisk/"
STATIC_ROOT = Path(env.str("FINSAM_STATISK", default=str(BASE_DIR / "statisk")))
NODE = BASE_DIR / "node_modules"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    BASE_DIR / "static",
    ("fkui/design", NODE / "@fkui/design/lib"),
    ("fkui/tema", NODE / "@fkui/theme-default/dist"),
    ("fkui/typsnitt", NODE / "@fkui/font-default/fonts"),
    ("fkui/ikoner", NODE / "@fkui/icon-lib-default/dist/f"),
    ("htmx", NODE / "htmx.org/dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUKTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUKTION
WHITENOISE_AUTOREFRESH = not PRODUKTION
MEDIA_ROOT = VAR_DIR / "media"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Finsam <finsam@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "forbund.grund.rest.problem_handler",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Finsam",
    "DESCRIPTION": "Läser hela kedjan i ett förbund: förslag, ställningstaganden, ärenden, beslut, insatser.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "Forslagsstatus": "beredning.states.Forslagsstatus",
        "Sammantradesstatus": "forbund.styrelse.states.Sammantradesstatus",
        "Punktstatus": "forbund.styrelse.states.Punktstatus",
        "Protokollsstatus": "forbund.styrelse.states.Protokollsstatus",
        "Insatsstatus": "insatser.states.Insatsstatus",
        "Beslutsutfall": "forbund.styrelse.states.Beslutsutfall",
        "Forslagsutfall": "beredning.states.Utfall",
    },
    "SCHEMA_PATH_PREFIX": r"/f/\{slug\}/api/v1",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"rad": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"ut": {"class": "logging.StreamHandler", "formatter": "rad"}},
    "loggers": {namn: {"level": "WARNING"} for namn in ("fontTools", "pikepdf", "weasyprint")},
    "root": {"handlers": ["ut"], "level": "WARNING" if MILJO == "test" else "INFO"},
}
