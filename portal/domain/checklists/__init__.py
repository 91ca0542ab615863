"""Checklists, for every desk: templates in versions, runs of them, and what was said about each item (V30-V36).

What is said about an item (passed, failed, cleared, a note, a photo) is an event: appended, chained by hash, never
changed. Where an item stands is computed from its events alone (rules.standing_of), and comes out the same in whatever
order they arrive: tablets lose the network, two people tick at once, requests come twice or late. The columns that
show it (ChecklistItem.state ...) are only a copy for lists.
"""
