"""All settings, one typed file. What an installation decides comes from the environment.

``MATURITY_MODE`` is ``production`` (default), ``demo`` or ``test``. Production starts only with its own
secret, hosts and database; demo and test bring their own.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str | None = None, *, hint: str = "") -> str:
    """Text of an environment variable; without a default it is required."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}. {hint}".strip())
    return default


def env_bool(name: str, default: bool) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} is {value!r}; use 1 or 0.")
    return default


def env_int(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; use a whole number.") from None


def env_choices(name: str, default: str, choices: set[str]) -> frozenset[str]:
    """Words of a comma-separated list, each one of the choices; "none" is the empty list."""
    words = frozenset(word.strip() for word in env(name, default).split(",") if word.strip())
    if words == {"none"}:
        return frozenset()
    if words - choices:
        raise ImproperlyConfigured(
            f"{name} is {os.environ[name]!r}; use {', '.join(sorted(choices))} or none."
        )
    return words


BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env("MATURITY_MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"MATURITY_MODE is {MODE!r}; use production, demo or test.")
PRODUCTION = MODE == "production"
VAR_DIR = Path(env("MATURITY_VAR_DIR", str(BASE_DIR / "var")))


def default_address(hosts: list[str], *, https: bool) -> str:
    """Of the site: the first host name that it answers to."""
    names = [name for host in hosts if (name := host.strip().lstrip(".*"))]
    if not PRODUCTION:
        return f"http://localhost:{env('PORT', '8000')}"
    return f"{'https' if https else 'http'}://{names[0] if names else 'localhost'}"


# --- Security -------------------------------------------------------------------------------------

DEBUG = False
SECRET_KEY = env(
    "SECRET_KEY",
    None if PRODUCTION else f"{MODE}-only-secret-that-protects-nothing-but-fictional-companies",
    hint="Use at least 50 random characters, the same for every web process.",
)
ALLOWED_HOSTS = env(
    "ALLOWED_HOSTS",
    None if PRODUCTION else "localhost,127.0.0.1,testserver",
    hint="Comma-separated host names that this site answers to.",
).split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

HTTPS = env_bool("HTTPS", PRODUCTION)
# For links in mails that no visit sends. Not from a request: whoever sends one chooses the host in it.
SITE_URL = env("SITE_URL", default_address(ALLOWED_HOSTS, https=HTTPS)).rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}; use an address such as https://maturity.example.")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_HTTPS_PROXY", False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 90 * 24 * 3600  # the time in which a browser can come back to what it started
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "maturity_site.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# Plotly's mode bar sets an empty style element; this is the hash of nothing.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Application ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "accounts.apps.JobsConfig",
    "crispy_forms",
    "crispy_bootstrap5",
    "auditlog",
    "accounts.apps.AccountsConfig",
    "assessments",
    "roadmaps",
    "reports",
]

MIDDLEWARE = [
    "maturity_site.middleware.access_log",
    # Before the static files, so that these carry the headers too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "maturity_site.middleware.permissions_policy",
    # Before what depends on the visitor, so that caches keep static files for everybody.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.languages.browser_language",
    "maturity_site.middleware.readable_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.history.ActorMiddleware",
    "accounts.languages.account_language",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor.SecondFactorGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "assessments.access.SignInMiddleware",
]

ROOT_URLCONF = "maturity_site.urls"
WSGI_APPLICATION = "maturity_site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
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
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database and cache ---------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env(
            "DATABASE_URL",
            None if PRODUCTION else f"sqlite:///{VAR_DIR / f'{MODE}.sqlite3'}",
            hint="For example postgres://user:password@host:5432/maturity.",
        ),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Write-ahead log and immediate transactions: readers never wait, writers queue instead of failing.
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits have to hold across web processes, so their counters live in the database; room for so many
# that nobody can push others' out by making new ones.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    if MODE != "test"
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- Slow work ------------------------------------------------------------------------------------

# Outside the tests a worker (manage.py worker) does it, beside the web processes.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if MODE == "test"
        else "django_tasks_db.DatabaseBackend"
    }
}
WORKER_LEASE = env_int("WORKER_LEASE", 60)  # seconds without a sign of life until others take over its job
WORKER_INTERVAL = 1  # seconds between two looks at an empty queue

# --- Accounts -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# Addresses are unique whatever their case, by a constraint that this check does not look for.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "accounts.backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessments"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
# Limits count by network address; behind a proxy that is the proxy's, unless its header is trusted.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXY_COUNT", 0)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Whether an account can be used before its address is confirmed ("optional"); its memberships never count.
ACCOUNT_EMAIL_VERIFICATION = env("EMAIL_CONFIRMATION", "mandatory" if PRODUCTION else "optional")
if ACCOUNT_EMAIL_VERIFICATION not in {"mandatory", "optional"}:
    raise ImproperlyConfigured("Set EMAIL_CONFIRMATION to mandatory or optional.")
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up, and in no other
# One address an account; another one replaces it once it is confirmed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.ChangeAddressForm",
    "change_password": "accounts.forms.NewPasswordForm",
    "login": "accounts.forms.LogInForm",
    "reauthenticate": "accounts.forms.ConfirmForm",
    "reset_password": "accounts.forms.ResetForm",
    "reset_password_from_key": "accounts.forms.PasswordByLinkForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "signup": "accounts.forms.SignUpForm",
}
# "Here" counts by visitor and account together (accounts.adapter); what counts by account only is looser,
# so that a stranger cannot lock out the owner.
# Codes have six digits only, so few guesses a day are let through, wherever they come from.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,50/5m/key",
    "login_failed_here": "5/5m/key",
    "second_factor": "5/5m/key,100/d/key",
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Who can do nothing before they have a second factor: consultants, and whoever may use the admin.
MFA_REQUIRED_FOR = env_choices(
    "MFA_REQUIRED_FOR", "consultant,admin" if PRODUCTION else "none", {"consultant", "admin"}
)
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sales maturity"
MFA_TOTP_TOLERANCE = 1  # a code more before and after: clocks differ, and typing takes time
MFA_FORMS = {
    "activate_totp": "accounts.factor_forms.AppForm",
    "add_webauthn": "accounts.factor_forms.PasskeyForm",
    "authenticate": "accounts.factor_forms.CodeForm",
    "authenticate_webauthn": "accounts.factor_forms.PasskeyStepForm",
    "edit_webauthn": "accounts.factor_forms.PasskeyNameForm",
    "login_webauthn": "accounts.factor_forms.PasskeyLogInForm",
    "reauthenticate": "accounts.factor_forms.CodeAgainForm",
    "reauthenticate_webauthn": "accounts.factor_forms.PasskeyAgainForm",
}

# --- Organisations --------------------------------------------------------------------------------

INVITATION_DAYS = env_int("INVITATION_DAYS", 14)  # how long the link of an invitation counts
# By one inviter, and to one address a day.
INVITATIONS_PER_HOUR = env_int("INVITATIONS_PER_HOUR", 30)
INVITATIONS_TO_ONE_ADDRESS = env_int("INVITATIONS_TO_ONE_ADDRESS", 5)

# --- Roadmaps -------------------------------------------------------------------------------------

REMINDER_HOUR = env_int("REMINDER_HOUR", 8)  # of the review day, in the organisation's time zone
if REMINDER_HOUR not in range(24):
    raise ImproperlyConfigured("Set REMINDER_HOUR to an hour from 0 to 23.")

# --- Assessments ----------------------------------------------------------------------------------

# From one network address; a workshop behind one needs more.
STARTS_PER_HOUR = env_int("STARTS_PER_HOUR", 30 if MODE != "test" else 10_000)
# How many may begin by the link to hand round from one network address.
JOINS_PER_HOUR = env_int("JOINS_PER_HOUR", 200 if MODE != "test" else 10_000)
# How many respondents may be invited by mail, for one assessment and from one network address.
INVITES_PER_HOUR = env_int("INVITES_PER_HOUR", 100 if MODE != "test" else 10_000)
# How many files one account, or one network address, may import; the largest take seconds to judge.
IMPORTS_PER_HOUR = env_int("IMPORTS_PER_HOUR", 30 if MODE != "test" else 10_000)

# What is sent to the admin's import; nothing else takes files.
FILE_UPLOAD_HANDLERS = ["assessments.uploads.CappedUploadHandler"]

# --- History --------------------------------------------------------------------------------------

# Restoring a dump is nobody's change.
AUDITLOG_DISABLE_ON_RAW_SAVE = True
AUDITLOG_DISABLE_REMOTE_ADDR = True
AUDITLOG_CID_HEADER = None
# Values as they are, and the names of rows instead of their numbers.
AUDITLOG_STORE_JSON_CHANGES = True
AUDITLOG_USE_FK_STRING_REPRESENTATION = True

# --- Mail -----------------------------------------------------------------------------------------

EMAIL_HOST = env("EMAIL_HOST", "")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_PORT = env_int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "Sales maturity <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Languages ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "maturity_site.formats"
LANGUAGES = [("en", "English"), ("tr", "Türkçe"), ("nl", "Nederlands")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", "UTC")

# --- Static files ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "maturity_site.finders.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "maturity_site.staticfiles.ModuleManifestStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
if WHITENOISE_USE_FINDERS:
    # WhiteNoise warns of a missing folder, also where it serves what the finders find.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# --- Reports --------------------------------------------------------------------------------------

PDF_TIMEOUT = env_int("PDF_TIMEOUT", 30)  # seconds
PDF_MEMORY = env_int("PDF_MEMORY", 1024)  # MiB of address space

# --- Log ------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "redact": {"()": "maturity_site.logs.RedactSecrets"},
        "one_line": {"()": "maturity_site.logs.OneLineOfRefusals"},
    },
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "maturity_site.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env("LOG_FORMAT", "json" if PRODUCTION else "text"),
            "filters": ["redact", "one_line"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO" if MODE != "test" else "WARNING")},
    # Django's own handlers would print every message a second time.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
