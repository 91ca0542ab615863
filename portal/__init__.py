"""The portal: create_app() puts it together. Six steps, no logic."""

from datetime import timedelta

from flask import Flask
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import tables  # noqa: F401 - the metadata must know every table
from portal.blueprints import BLUEPRINTS
from portal.config import Config
from portal.db import db
from portal.web.admission import init_admission, refuse_silence
from portal.web.app import Asked, Portal
from portal.web.assets import init_assets
from portal.web.context import init_context
from portal.web.errors import init_errors
from portal.web.formats import init_formats
from portal.web.frame import init_frame
from portal.web.headers import init_headers
from portal.web.lately import init_lately
from portal.web.live import init_live
from portal.web.logs import init_logs
from portal.web.reading import init_reading
from portal.web.steps import mark_steps


def create_app(config: Config | None = None) -> Flask:
    """The application for this configuration (from the environment when none is given)."""
    config = config or Config.read()
    app = configured(config)
    db.init_app(app)
    init_admission(app)
    mount(app)
    speak(app, config)
    refuse_silence(app)
    return app


def configured(config: Config) -> Flask:
    """An empty application with its settings."""
    app = Portal("portal", static_folder=None, instance_path=str(config.instance))
    app.config.update(
        PORTAL=config,
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": config.database_url.startswith("postgresql")},
        SESSION_COOKIE_NAME="deskbell",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.is_secure,
        PERMANENT_SESSION_LIFETIME=timedelta(days=90),  # the sign-in's own end is in the database (P3)
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # a tablet stays open over lunch
        WTF_CSRF_CHECK_DEFAULT=False,  # admission checks, inside the transaction
        WTF_CSRF_SSL_STRICT=False,  # pages with secret links send no Referer; admission looks at Sec-Fetch-Site instead
        MAX_CONTENT_LENGTH=250_000_000,  # a wall before the setting of each file (P23)
        MAX_FORM_MEMORY_SIZE=2_000_000,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.add_extension("jinja2.ext.do")
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies)  # type: ignore[method-assign]
    return app


def mount(app: Flask) -> None:
    """Where people reach it."""
    Htmx(app)
    app.request_class = Asked
    init_assets(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    mark_steps(app)


def speak(app: Flask, config: Config) -> None:
    """How it answers: language, formats, headers, errors, log lines."""
    init_reading(app)
    init_lately(app)
    init_live(app)
    init_formats(app)
    init_context(app)
    init_frame(app)
    init_headers(app)
    init_errors(app)
    init_logs(app, config.log_level)
