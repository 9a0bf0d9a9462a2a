# make demo   sets up and runs the main job on the embedded store
# make test   sets up and passes the tests; those on a real Neo4j are skipped, aloud, where none can be started
# make test-neo4j  only the tests on a real Neo4j (Java and Maven, or Docker), and fails where none can be started
# make check  format, lint, types, import floors, tests
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test test-neo4j check lock clean

demo: export KG_STORE = out/demo
demo: $(READY)
	@mkdir -p out
	$(BIN)/kg build examples/articles
	@echo
	$(BIN)/kg ask rescued-or-repatriated -p limit=5
	@echo
	$(BIN)/kg ask accused-actors -p limit=5
	@echo
	$(BIN)/kg ask figures-disagree -p limit=5
	@echo
	$(BIN)/kg export out/graph.ttl
	$(BIN)/kg network out/agencies.svg
	@echo
	@echo "The graph is in $(KG_STORE). Try next:"
	@echo "  export KG_STORE=$(KG_STORE); . .venv/bin/activate"
	@echo "  kg ask                               the questions that have a name"
	@echo "  kg why 'BP3MI Kepri'                 every statement about it, with its sentence"
	@echo "  kg query 'MATCH (a:Agency)-[r:RESCUES]->(g) RETURN a.name, r.count, g.name ORDER BY a.name LIMIT 5'"
	@echo "  kg merges                            what was taken for one, and why"
	@echo "  kg build your/articles --store cases/first"

test: $(READY)
	$(BIN)/python -m pytest

test-neo4j: $(READY)
	KG_REQUIRE_NEO4J=1 $(BIN)/python -m pytest tests/neo4j

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Jejaring needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# names, versions and hashes of everything, for every platform; no address in it
lock:
	uv pip compile pyproject.toml --extra documents --extra dev --extra build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --prerelease if-necessary-or-explicit --output-file requirements.txt

clean:
	rm -rf .venv out jejaring
