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
    book         the book as a calendar; history: who changed what; of_customer: what is ahead for a customer
    sheets       the register, one sheet for each date, with the form's columns
    preparation  notices, parts, calls, reminders: their tables, words in preparation_words
    preparing    what follows for workshop, parts and front desk; prepared: what is still to be done
    waiting      the waiting list and what is offered to whom
    welcoming    the entrance: its settings, released boards; welcome: who is expected; masking: what a screen may show
    wording      what services and resources are called in the reader's language
    operations   appoint, confirm, move, call off, edit, mark absent; what follows from each stands in following.py
"""
