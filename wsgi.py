"""The portal as a WSGI application, for any server that wants one: ``wsgi:app``."""

from portal import create_app

app = create_app()
