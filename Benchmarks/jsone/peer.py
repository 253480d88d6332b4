"""`peer.py TEMPLATE COUNT`: what jsone-rate does, with PyPI's json-e."""
import json
import sys
import time

import jsone
import yaml


def context(index):
    return {
        "now": "2026-01-31T12:00:00.000Z",
        "config": {"image": f"img{index}", "location": "centralus", "key": f"win11-64-{index}"},
        "taskId": "a" * 22,
        "groupId": "b" * 22,
        "level": "3",
        "lintTaskId": "c" * 22,
        "purgeTaskIds": ["d" * 22] * 3,
        "sha": "0123456789abcdef",
        "notify": False,
        "tasks_for": "github-push",
    }


with open(sys.argv[1]) as file:
    template = yaml.safe_load(file)
count = int(sys.argv[2])
jsone.render(template, context(0))
start = time.perf_counter()
for index in range(count):
    last = jsone.render(template, context(index))
seconds = time.perf_counter() - start
text = json.dumps(last, separators=(",", ":"), sort_keys=True)
print(count / seconds, len(text))
print(text)
