"""The booking engine: which times are free, and nobody ever gets a time that somebody else has (A3-A8, BE1-BE40).

What belongs here is *time*: services, the resources that they take (advisor, bay, ...), their working plans, what is
booked and held. A booking keeps a snapshot of whom it is for (name, phone, mail, plate, model), as a line in the
appointment book does, and no more. Customers and their vehicles, the register, the waiting list, links for customers,
confirmations, arrivals and no-shows are the appointments package's, which stands above and points at `bookings`.

**One question, one answer.** What is free is decided in search.py from plain values. The month, the day, the command
line, the alternatives and the commit ask it alike; the commit asks again inside its transaction. So whatever is
offered can be booked, and nothing else can.

**Time is whole minutes since 1970 in UTC** in here (minutes.py) and in `allocations`: exact, the same on both
databases, quick in tens of thousands. Wall clocks occur in working plans only (plans.py), which translate them date by
date. People get aware moments.

**Nobody twice.** An allocation is one resource, or one lane of a pool, for a stretch. The database refuses two live
ones that come too near each other, whatever the code does: a trigger that counts buffers on both, and an exclusion
constraint of the core times on PostgreSQL besides. Buffers follow the larger of the two (BE34), which no exclusion
constraint can say. Everybody who writes allocations takes the lock "booking" first (SQLite's only writer is alone
anyway), so nobody waits in a circle: no deadlock can come to be, and a losing visitor is answered from a healthy
transaction, with alternatives.

    minutes      moments and minutes
    plans        a working plan's stretches and its grid, date by date
    search       what is free, who takes it; pure
    together     several services as one visit
    choosing     whom of several, and which times to offer instead
    lanes        pools of interchangeable places
    situation    all that the search needs, read with seven queries
    rules        small decisions: states, limits, who may
    operations   hold, release, book, confirm, move, cancel; services, resources, plans, closures
"""
