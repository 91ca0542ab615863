"""How things of the desks look wherever they stand: words, rows and forms that more than one feature shows.

A blueprint never imports another; what two of them show alike is here, once. Imports domain and web, no blueprint.
"""
