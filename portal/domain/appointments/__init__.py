"""Appointments: what stands around a booked time, from the first call to "arrived" (A1-A33).

A booking is time: who takes what from when to when (portal/domain/booking). An appointment is the same line of the
appointment book as people speak of it: which customer and vehicle, what for, what was read back, who was told, whether
the customer is coming, whether they are there. There is one for each booking, made in the same transaction.

    words        what is stored as a word
    models       the appointment and the links of its customer; the tables of the other nouns stand beside it
    links        what a customer opens the own appointment with
    telling      the mails to its customer, in their language, in the shop's time
    offers       the weeks and the times that a customer chooses from
    matching     whose appointment it is, when nobody said so
    queries      one appointment, a day of them, with all that a line of the book shows
    operations   appoint, confirm, move, call off, edit, mark absent; what follows from each stands in following.py
"""
