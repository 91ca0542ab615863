"""Timed tasks: what a department has to have done by when, who did it, who checked it, and up which line it went late.

A task keeps what it hangs on (an arrival, a departure) and how long before or after; whoever moves that moves the task
(retime_task). Nothing is deleted: what isn't to be done any more is void, with a reason (V17, V34).
"""
