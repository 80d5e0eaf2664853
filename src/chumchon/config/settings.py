"""Django's settings. Only the environment (config/env.py) differs between a village and the nation."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from . import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.data_dir()
SECRET_KEY = env.secret_key()
DEBUG = env.flag("CHUMCHON_DEBUG")
HTTPS = env.flag("CHUMCHON_HTTPS", default=not env.flag("CHUMCHON_PLAIN_HTTP"))
ALLOWED_HOSTS = os.environ.get("CHUMCHON_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
# https://book.example.org: what a QR on paper begins with; empty means the address that the reader used.
ORIGIN = os.environ.get("CHUMCHON_ORIGIN", "").rstrip("/")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CHUMCHON_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    # Before the others, so that their templates (sign-in, fields) are ours.
    "chumchon.web",
    "chumchon.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "chumchon.paper",
    "chumchon.areas",
    "chumchon.people",
    "chumchon.access",
    "chumchon.ledger",
    "chumchon.funds",
    "chumchon.homes",
    "chumchon.councils",
    "chumchon.leaders",
    "chumchon.relief",
    "chumchon.households",
    "chumchon.sources",
    "chumchon.checks",
    "chumchon.matching",
    "chumchon.nation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chumchon.web.middleware.LanguageMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chumchon.access.first_password.FirstPasswordMiddleware",
    "chumchon.access.http.ActorMiddleware",
    "chumchon.web.middleware.PlainErrorMiddleware",
]

ROOT_URLCONF = "chumchon.config.urls"
WSGI_APPLICATION = "chumchon.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]

_database = dj_database_url.parse(env.database_url(), conn_max_age=60, conn_health_checks=True)
if _database["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN: two posters queue instead of failing half-way.
    # FULL syncs the log at each commit: an acknowledged receipt survives a killed machine.
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=30000; PRAGMA cache_size=-20000"
        ),
    }
DATABASES = {"default": _database}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "chumchon.access.adapter.ClosedSignup"
ACCOUNT_FORMS = {
    "login": "chumchon.web.forms.SignIn",
    "change_password": "chumchon.web.forms.ChangePassword",
    "reauthenticate": "chumchon.web.forms.ItIsMe",
}
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_FORMS = {
    "authenticate": "chumchon.web.forms.Code",
    "reauthenticate": "chumchon.web.forms.CodeAgain",
    "activate_totp": "chumchon.web.forms.ActivateApp",
    "add_webauthn": "chumchon.web.forms.AddKey",
    "edit_webauthn": "chumchon.web.forms.RenameKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Chumchon"
MFA_TOTP_TOLERANCE = 1  # half a minute either side: old phones' clocks go wrong, and fingers are slow
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "web" / "locale"]
CSRF_FAILURE_VIEW = "chumchon.web.errors.csrf_failure"
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
FORM_RENDERER = "chumchon.forms.renderer.ChumchonRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
