#!/usr/bin/env python3
"""exported_tasks.py SCHEMAS PROJECT : reads {taskId: body of createTask} on standard input and holds every body against
createTask's schema, and its payload against that of its worker, which PROJECT's taskcluster/config.yml names. Prints a
line for each violation; none is good."""
import json
import pathlib
import sys

import yaml
from jsonschema import Draft6Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT6

PAYLOADS = {
    "generic-worker-windows": "generic-worker/multiuser_windows.json",
    "generic-worker-posix": "generic-worker/multiuser_posix.json",
    "generic-worker-posix-insecure": "generic-worker/insecure_posix.json",
    "docker-worker": "docker-worker/v1/payload.json",
}


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    workers = yaml.safe_load((pathlib.Path(sys.argv[2]) / "taskcluster/config.yml").read_text())["workers"]

    def worker(pool: str) -> str:
        """The name that fits whole, or the longest that ends in `*`."""
        return workers.get(pool) or max((len(n), w) for n, w in workers.items() if n[-1] == "*" and pool.startswith(n[:-1]))[1]

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
        path = PAYLOADS[worker(pool)]
        payload = payloads.setdefault(path, validator(path))
        for error in [*body.iter_errors(task), *payload.iter_errors(task["payload"])]:
            failures += 1
            print(f"{task_id} {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    print(f"{len(tasks)} tasks", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
