"""Accounts: the way in and out, passwords, one's own account, the people of the house."""

from flask import Blueprint

from portal.blueprints.accounts import (
    account,
    deactivations,
    erasures,
    exports,
    home,
    invitations,
    languages,
    passwords,
    people,
    resets,
    roles,
    sessions,
    sights,
    sign_ins,
)

bp = Blueprint("accounts", __name__)
for noun in (
    account,
    deactivations,
    erasures,
    exports,
    home,
    invitations,
    languages,
    passwords,
    people,
    resets,
    roles,
    sessions,
    sights,
    sign_ins,
):
    bp.register_blueprint(noun.bp)
