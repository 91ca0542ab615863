"""The waiting list: who wants a time that is full, and what is offered to them when one becomes free (A5, A6, BE44).

First come, first served. A time that is called off or left by a move goes, in the same transaction, to the first whose
wish it fits: the engine holds it for some minutes, a mail tells with a link that takes it and does nothing else, and
who has only a phone is called by the desk. Declined, or not taken in time, it goes to the next. A hold that a visitor
lets lapse is not offered: its time was theirs for minutes only.

    wishes      which times would do; pure
    models      who waits, what is offered
    queries     the list, and what a link opens
    mails       what they are told
"""
