"""Accounts: the way in and out, passwords, one's own account, the people of the house."""

from flask import Blueprint

from portal.blueprints.accounts import (
    account,
    deactivations,
    enrolments,
    erasures,
    exports,
    faces,
    home,
    invitations,
    languages,
    locks,
    passwords,
    people,
    pin_locks,
    pins,
    resets,
    roles,
    sessions,
    sights,
    sign_ins,
    touches,
)

bp = Blueprint("accounts", __name__)
for noun in (
    account,
    deactivations,
    enrolments,
    erasures,
    exports,
    faces,
    home,
    invitations,
    languages,
    locks,
    passwords,
    people,
    pin_locks,
    pins,
    resets,
    roles,
    sessions,
    sights,
    sign_ins,
    touches,
):
    bp.register_blueprint(noun.bp)
