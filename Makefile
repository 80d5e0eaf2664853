# make demo: a complete example fund in the browser. make test: everything, on both databases and in a real browser.
BIN := .venv/bin

.PHONY: demo test check bench pictures

demo: .venv/.app
	$(BIN)/chumchon demo

test: .venv/.dev
	scripts/test

check: .venv/.dev
	scripts/check

bench: .venv/.dev
	$(BIN)/python -m bench

pictures: .venv/.dev
	$(BIN)/python scripts/pictures.py

# The environment is made from hashed pins: with uv where it is found, else with venv and pip.
.venv/.app: requirements/app.txt pyproject.toml
	scripts/environment app

.venv/.dev: requirements/dev.txt pyproject.toml
	scripts/environment dev
