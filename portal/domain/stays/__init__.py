"""The guest desk: guests, their stays, VIP levels with approvals, amenities, hosts, and everything that has to happen
before, on and after an arrival (V1-V26).

What a level brings (who approves, who greets, what lies in the room, which tasks by when) is data: a profile, written
in versions (profile.py). A stay keeps the version it began with. One function, operations.following.follow, makes what
hangs on a stay fit the stay: whoever moves an arrival, a room or a level calls it in the same transaction, and it
re-times, voids, adds and tells (V17).
"""
