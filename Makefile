# For those who look for one: ./run and ./test do the work, and need no make.
.PHONY: run test check bench screens translations format
.DEFAULT_GOAL := run

run:
	./run

test:
	./test

# Format, lint, types, conventions: seconds, for before a commit.
check:
	./test check

# Speed: 1,000 and 100,000 tickets, SQLite and PostgreSQL; writes tests/bench/RESULTS.md.
bench:
	./test bench

# A picture of every page: phone, tablet, desk; light, dark; English, Chinese.
screens:
	./test screens

# Collect the sentences of code and templates into the catalogues.
translations:
	./test translations

format:
	./test format
