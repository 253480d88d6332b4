#!/usr/bin/env python3
"""exported_tasks.py SCHEMAS : reads {taskId: body of createTask} on standard input and holds every body against
createTask's schema, and its payload against that of its worker. Prints a line for each violation; none is good."""
import json
import pathlib
import sys

from jsonschema import Draft6Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT6

# Worker pool → the schema of its payload. What our own kinds run on.
PAYLOADS = {"relops-3/win2019": "generic-worker/multiuser_windows.json", "relops-3/decision-gcp": "docker-worker/v1/payload.json"}
TESTERS = "generic-worker/multiuser_windows.json"


def main() -> int:
    root = pathlib.Path(sys.argv[1])

    def load(path: str):
        return json.loads((root / path).read_text())

    registry = Registry().with_resources(
        (f"/schemas/{path.relative_to(root)}", Resource.from_contents(json.loads(path.read_text()), default_specification=DRAFT6))
        for path in root.rglob("*.json")
        if path.name != "metaschema.json"
    )

    def validator(path: str):
        schema = load(path)
        schema.pop("$schema", None)
        return Draft6Validator(schema, registry=registry, format_checker=FormatChecker())

    body = validator("queue/v1/create-task-request.json")
    payloads = {}
    tasks = json.load(sys.stdin)
    failures = 0
    for task_id, task in tasks.items():
        pool = task.get("taskQueueId") or f"{task['provisionerId']}/{task['workerType']}"
        path = PAYLOADS.get(pool, TESTERS)
        payload = payloads.setdefault(path, validator(path))
        for error in [*body.iter_errors(task), *payload.iter_errors(task["payload"])]:
            failures += 1
            print(f"{task_id} {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    print(f"{len(tasks)} tasks", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
