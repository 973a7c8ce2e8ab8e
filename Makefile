# The verbs. `make run` and `make test` do all set-up themselves; nothing else is needed first.
PY := .venv/bin/python
EVENKEEL := .venv/bin/evenkeel
BOOTSTRAP := python3 scripts/bootstrap.py
export RASA_TELEMETRY_ENABLED := false

.PHONY: run test check lint train evaluate bench drill web lock setup clean screenshots
.DEFAULT_GOAL := run

run: setup        ## install, train, build, migrate, start desk and brain on http://127.0.0.1:8000
	@exec $(EVENKEEL) run

test: setup       ## everything: style, types, rooms, Rasa's validation, units, conversations, faults, browser
	@$(PY) scripts/test.py

check: setup      ## style, types and room rules only (seconds)
	@$(PY) scripts/test.py style

lint: setup       ## every wording that customers read: banned phrases, blame, jargon, length, reading age
	@$(EVENKEEL) lint

train: setup      ## convert the encoder if needed and train the model
	@$(EVENKEEL) train

evaluate: setup   ## measure the reading, write docs/evaluation/, say what changed (EVENKEEL_EVAL_DIR adds public sets)
	@$(EVENKEEL) evaluate

bench: setup      ## reply times against a running product started for the purpose
	@$(EVENKEEL) bench

drill: setup      ## simulated customers and agents while processes are killed
	@$(EVENKEEL) drill

web: setup        ## build the widget, the shop page and the agents' page
	@$(EVENKEEL) web

screenshots: setup ## the README's pictures, made from the running product
	@$(PY) scripts/screenshots.py

lock:             ## renew requirements.lock and locks/ from pyproject.toml
	@$(BOOTSTRAP) --lock

setup:
	@$(BOOTSTRAP)

clean:            ## remove everything that can be built again (data in var/ stays)
	rm -rf .venv .venv-desk .tools web/dist web/node_modules models .rasa
