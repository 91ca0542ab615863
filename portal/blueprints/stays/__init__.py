"""The guest desk's stays: who comes, with which level, into which room, and what is done for them (V1-V26).

stays        who comes in the next days; one stay; a new one; changing it
live         the list of arrivals as a living part
in_house     who is here, and who is calling
guests       found as one types
levels       requests that wait for a word
requests, approvals, refusals, phone_approvals     a level is asked for and decided on
room_choices, room_approvals                       a room is chosen, and approved
rooms        how the rooms are
arrivals, departures, cancellations, no_shows, reinstatements     how a stay goes on, one touch each
"""

from flask import Blueprint

from portal.blueprints.stays import (
    approvals,
    arrivals,
    cancellations,
    departures,
    guests,
    in_house,
    levels,
    live,
    no_shows,
    phone_approvals,
    refusals,
    reinstatements,
    requests,
    room_approvals,
    room_choices,
    rooms,
    stays,
)

ONE = "/stays/<string(maxlength=12):reference>"

bp = Blueprint("stays", __name__)
bp.register_blueprint(stays.bp, url_prefix="/stays")
bp.register_blueprint(live.bp, url_prefix="/stays/live")
bp.register_blueprint(guests.bp, url_prefix="/stays/guests")
bp.register_blueprint(in_house.bp, url_prefix="/stays/in-house")
bp.register_blueprint(levels.bp, url_prefix="/stays/levels")
bp.register_blueprint(rooms.bp, url_prefix="/stays/rooms")
bp.register_blueprint(requests.bp, url_prefix=f"{ONE}/requests")
bp.register_blueprint(approvals.bp, url_prefix=f"{ONE}/requests/<int:request_id>/approval")
bp.register_blueprint(refusals.bp, url_prefix=f"{ONE}/requests/<int:request_id>/refusal")
bp.register_blueprint(phone_approvals.bp, url_prefix=f"{ONE}/requests/<int:request_id>/phone-approval")
bp.register_blueprint(room_choices.bp, url_prefix=f"{ONE}/room")
bp.register_blueprint(room_approvals.bp, url_prefix=f"{ONE}/room/approval")
bp.register_blueprint(arrivals.bp, url_prefix=f"{ONE}/arrival")
bp.register_blueprint(departures.bp, url_prefix=f"{ONE}/departure")
bp.register_blueprint(cancellations.bp, url_prefix=f"{ONE}/cancellation")
bp.register_blueprint(no_shows.bp, url_prefix=f"{ONE}/no-show")
bp.register_blueprint(reinstatements.bp, url_prefix=f"{ONE}/reinstatement")
