# Finsam. make demo startar, make test granskar; båda gör make install först.
PYTHON ?= python3
MAKEFLAGS += --no-print-directory

.PHONY: install demo demo-om test matning format las hemligheter

install: ## .venv, gränssnittets paket och Debianpaket (igen kostar inget)
	@$(PYTHON) -m finsam.drift.installera

demo: ## allt på den här datorn, med demouppgifter; PORT=8080 väljer port
	@$(PYTHON) -m finsam.drift.installera --demo
	@.venv/bin/python manage.py demo

demo-om: ## tar bort demons uppgifter, efter en fråga
	@$(PYTHON) -m finsam.drift.installera --demo
	@.venv/bin/python manage.py demo --om

test: ## all granskning och alla prov
	@$(PYTHON) -m finsam.drift.installera --test
	@.venv/bin/python -m finsam.drift.granska

matning: ## mäter sidornas fart med 75 förbund och skriver docs/prestanda.md
	@$(PYTHON) -m finsam.drift.installera
	@.venv/bin/python -m finsam.matning

format: ## ordnar koden så som granskningen vill ha den
	@$(PYTHON) -m finsam.drift.installera
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/ruff format --quiet .
	@.venv/bin/djlint templates --reformat --quiet

las: ## låser om alla Pythonpaket efter requirements*.in
	@$(PYTHON) -m finsam.drift.installera
	@for fil in requirements requirements-dev requirements-node; do \
		.venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-python-downloads \
			--custom-compile-command "make las" $$fil.in -o $$fil.txt || exit 1; \
	done

hemligheter: ## nya lösenord till docker-compose.yml, i hemligheter/
	@$(PYTHON) -m finsam.drift.hemligheter
