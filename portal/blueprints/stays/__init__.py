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
gifts, orders, makings, placings, substitutions, board            gifts of a stay; the board of who makes them
hosts, host_calls, call_ins     called, on the way, in the lobby
changes      what departments were told, and that they have seen it
mornings     the sheet for the morning meeting
profiles     what levels bring
"""

from flask import Blueprint

from portal.blueprints.stays import (
    approvals,
    arrivals,
    board,
    call_ins,
    cancellations,
    changes,
    departures,
    gifts,
    guests,
    host_calls,
    hosts,
    in_house,
    levels,
    live,
    makings,
    mornings,
    no_shows,
    orders,
    phone_approvals,
    placings,
    profiles,
    refusals,
    reinstatements,
    requests,
    room_approvals,
    room_choices,
    rooms,
    stays,
    substitutions,
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
bp.register_blueprint(mornings.bp, url_prefix="/stays/morning")
bp.register_blueprint(profiles.bp, url_prefix="/stays/profile")
bp.register_blueprint(changes.told, url_prefix="/stays/changes")
bp.register_blueprint(changes.bp, url_prefix=f"{ONE}/changes")
bp.register_blueprint(gifts.bp, url_prefix=f"{ONE}/gifts")
bp.register_blueprint(orders.bp, url_prefix=f"{ONE}/orders")
bp.register_blueprint(substitutions.bp, url_prefix=f"{ONE}/gifts/<int:line_id>/substitution")
bp.register_blueprint(hosts.bp, url_prefix=f"{ONE}/hosts")
bp.register_blueprint(host_calls.bp, url_prefix=f"{ONE}/host-calls")
bp.register_blueprint(call_ins.bp, url_prefix=f"{ONE}/hosts/<int:host_id>/call")
bp.register_blueprint(board.bp, url_prefix="/gifts")
bp.register_blueprint(makings.bp, url_prefix="/gifts/<int:line_id>/making")
bp.register_blueprint(placings.bp, url_prefix="/gifts/<int:line_id>/placing")
