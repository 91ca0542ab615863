"""The waiting list: joined in public, left and taken by links, looked after by the desk (A5, A6, BE44).

entries      the form, and what its link shows: that one waits, and how to leave
offers       a time that is kept, by its link: take it, or let it go
lists        the desk's list
desk_offers  what the desk books on the phone for who has no mail address
"""

from flask import Blueprint

from portal.blueprints.waiting import desk_offers, entries, lists, offers

bp = Blueprint("waiting", __name__)
bp.register_blueprint(entries.bp, url_prefix="/book/waiting")
bp.register_blueprint(offers.bp, url_prefix="/book/waiting/offers/<string(length=43):token>")
bp.register_blueprint(lists.bp, url_prefix="/waiting-list")
bp.register_blueprint(desk_offers.bp, url_prefix="/waiting-list/<int:entry_id>/offer")
