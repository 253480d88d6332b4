"""Makes worker payloads and bodies of createTask, good ones and spoilt ones, and says what jsonschema thinks of each.

    payloads.py SCHEMAS COUNT SEED

SCHEMAS is the folder of Taskcluster's schemas. For each worker implementation, and for `create-task`, COUNT lines go to
standard output:

    {"worker": "generic-worker-windows", "payload": {...}, "valid": true}

The same seed gives the same lines. The payloads are grown from the schemas themselves, so that every rule is met; most
are then spoilt, once or twice, at a random place.
"""

import copy
import datetime
import json
import pathlib
import random
import re
import sys

import jsonschema

WORKERS = {
    "generic-worker-windows": "generic-worker/multiuser_windows.json",
    "generic-worker-posix": "generic-worker/multiuser_posix.json",
    "generic-worker-posix-insecure": "generic-worker/insecure_posix.json",
    "docker-worker": "docker-worker/v1/payload.json",
    "create-task": "queue/v1/create-task-request.json",
}

# jsonschema leaves these two formats to packages that are not there by default; they are said again here, from the
# grammars of RFC 3339 and RFC 3986.
DATE_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-](\d\d):(\d\d))", re.ASCII)
PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
REG_NAME = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+\-.]*:"
    rf"(?://(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{{2}})*@)?(?:\[[0-9A-Fa-f:.]+\]|{REG_NAME})(?::[0-9]*)?"
    rf"(?:/{PCHAR}*)*|/?(?:{PCHAR}+(?:/{PCHAR}*)*)?)"
    rf"(?:\?(?:{PCHAR}|[/?])*)?(?:#(?:{PCHAR}|[/?])*)?"
)

formats = jsonschema.FormatChecker(formats=())


@formats.checks("date-time")
def is_date_time(value):
    if not isinstance(value, str):
        return True
    match = DATE_TIME.fullmatch(value)
    if not match:
        return False
    year, month, day, hour, minute, second = (int(match[i]) for i in range(1, 7))
    try:
        datetime.datetime(max(year, 1), month, day, hour, minute, second)
    except ValueError:
        return False
    return match[9] is None or (int(match[9]) < 24 and int(match[10]) < 60)


@formats.checks("uri")
def is_uri(value):
    return not isinstance(value, str) or URI.fullmatch(value) is not None


TASK_IDS = ["fN1SbArXTPSVFNUvaOlinQ", "GmLnyYOESC-5qzOfURblug", "AAAAAAAAQACAAAAAAAAAAA"]
SAMPLES = {
    "^[a-f0-9]{64}$": ["0123456789abcdef" * 4, "f" * 64],
    "^[A-Za-z0-9_-]{8}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]$": TASK_IDS,
    "^[A-Za-z0-9/+]+[=]{0,2}$": ["QQ==", "a/b+", "aGVsbG8="],
    "^[ -~]*$": ["", "queue:create-task:low:a/b", "assume:*", "~ "],
    "^(https?://|ssh://|git@)": ["https://example.com/a", "http://", "ssh://x", "git@host:a/b"],
    "^[a-zA-Z0-9-_]{1,38}$": ["relops-3", "_", "a" * 38],
    "^([a-zA-Z0-9-_]*)$": ["taskcluster-github", "-"],
    "^[a-z]([-a-z0-9]{0,36}[a-z0-9])?$": ["win2019", "a", "a" * 38],
    "^[a-zA-Z0-9-_]{1,38}/[a-z]([-a-z0-9]{0,36}[a-z0-9])?$": ["relops-3/win2019", "_/a-0"],
    "^([a-zA-Z0-9._/-]*)$": ["none", "fleet/images.v2"],
    "date-time": ["2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00+01:00", "2028-02-29t23:59:59.123456z"],
    "uri": ["https://example.com/a%20b?c=d#e", "mailto:me@example.com", "http://[::1]:80/", "x:", "a+b-c.d:/e"],
}
WORDS = ["", "a", "public/build", "C:\\x y", "é", "e\u0301", "😀", "2004", "a\nb", "type"]
NEAR = [
    "2026-03-01T12:00:00", "2026-02-30T12:00:00Z", "2026-03-01 12:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01",
    "2026-03-01T12:00:00+24:00", "2026-03-01T12:00:00.Z", "2026-3-01T12:00:00Z", "2027-02-29T12:00:00Z",
    "//example.com", "https://exa mple.com", "https://example.com/%zz", "1a:b", "https://[::1", "https://a:b/", "é:a",
    "http://example.com/a\\b", "http://a@b@c/", "http://e.com/#a#b", "http://e.com/[", "", "=", "===", "QQ===", "Q=Q=",
    "fN1SbArXTPSVFNUvaOlin", "fN1SbArXPPSVFNUvaOlinQ", "F" * 64, "0" * 63, "docker-image", "zip", "tar.gz", "gzip",
]
# The fields with the most rules inside.
LIKELY = {"mounts": 0.8, "onExitStatus": 0.6}
OTHERS = [None, True, False, 0, 1, -1, 1.0, 1.5, 1e20, "1", [], {}, ["a"], [["a"]], {"a": "b"}]


class Grower:
    def __init__(self, schema, dice):
        self.schema, self.dice = schema, dice

    def resolve(self, schema):
        while "$ref" in schema:
            node = self.schema
            for part in schema["$ref"].removeprefix("#/").split("/"):
                node = node[part]
            schema = node
        return schema

    def grow(self, schema):
        dice, schema = self.dice, self.resolve(schema)
        if "oneOf" in schema:
            return self.grow(dice.choice(schema["oneOf"]))
        if "enum" in schema:
            return dice.choice(schema["enum"])
        kind = schema["type"]
        if kind == "boolean":
            return dice.random() < 0.5
        if kind == "integer":
            low = schema.get("minimum", -3)
            return dice.choice([low, low + 1, low + 7, 3600, 86400.0])
        if kind == "string":
            return self.text(schema)
        if kind == "array":
            count = max(schema.get("minItems", 0), dice.choice([0, 1, 1, 2, 3]))
            items = [self.grow(schema["items"]) for _ in range(count)]
            if schema.get("uniqueItems"):
                items = list({json.dumps(item): item for item in items}.values())
            return items
        return self.object(schema)

    def text(self, schema):
        samples = SAMPLES.get(schema.get("pattern")) or SAMPLES.get(schema.get("format"))
        if samples:
            return self.dice.choice(samples)
        limit = schema.get("maxLength")
        if limit and self.dice.random() < (0.1 if limit < 10_000 else 0.02):
            return self.dice.choice("a😀") * limit
        return self.dice.choice(WORDS)

    def object(self, schema):
        dice, result = self.dice, {}
        for name, property in schema.get("properties", {}).items():
            if name in schema.get("required", []) or dice.random() < LIKELY.get(name, 0.4):
                result[name] = self.grow(property)
        for name, needs in schema.get("dependencies", {}).items():
            if name in result:
                for need in needs:
                    result.setdefault(need, self.grow(schema["properties"][need]))
        if isinstance(schema.get("additionalProperties"), dict):
            for _ in range(dice.choice([0, 1, 2])):
                result[dice.choice(WORDS)] = self.grow(schema["additionalProperties"])
        return result


def places(value):
    """Every container and key of a value, the value itself as the member of a list of one."""
    if isinstance(value, dict):
        for key in value:
            yield value, key
            yield from places(value[key])
    elif isinstance(value, list):
        for index in range(len(value)):
            yield value, index
            yield from places(value[index])


FORMED = {text for texts in SAMPLES.values() for text in texts}
BOUNDED = {"artifact": 1024, "namespace": 255, "raw": 65536, "base64": 65536}


def spoil(payload, keys, dice):
    root = [payload]
    everywhere = list(places(root))
    # Texts that have a form, or a longest length, are few: they get their share.
    formed = [(c, k) for c, k in everywhere if isinstance(c[k], str) and (c[k] in FORMED or k in BOUNDED)]
    if formed and dice.random() < 0.3:
        container, key = dice.choice(formed)
        limit = BOUNDED.get(key)
        if limit and dice.random() < 0.5:
            container[key] = dice.choice("A😀") * (limit + dice.choice([0, 1]))
        else:
            value = container[key]
            container[key] = dice.choice([value + "a", value[:-1], value.lower(), "!" + value] + NEAR)
        return root[0]
    # A long payload has more of one thing than of others: half of the time each of its fields is as likely.
    if isinstance(payload, dict) and payload and dice.random() < 0.5:
        field = dice.choice([name for name in payload for _ in range(3 if name in LIKELY else 1)])
        everywhere = [(payload, field), *places(payload[field])]
    container, key = dice.choice(everywhere)
    value = container[key]
    choice = dice.choice([0, 1, 1, 2, 2, 3, 4, 5, 6, 7])
    if choice == 0 and container is not root:
        del container[key]
    elif choice == 1:
        container[key] = copy.deepcopy(dice.choice(OTHERS))
    elif choice == 2 and isinstance(value, dict):
        value[dice.choice(keys)] = copy.deepcopy(dice.choice(OTHERS + WORDS))
    elif choice == 3 and isinstance(value, list) and value:
        value.append(copy.deepcopy(dice.choice(value)))
    elif choice == 4 and isinstance(value, str):
        container[key] = dice.choice(NEAR + WORDS)
    elif choice == 5 and isinstance(container, dict):
        container[dice.choice(keys)] = container.pop(key)
    elif choice == 6 and isinstance(value, (int, float)):
        container[key] = dice.choice([-value, 0, -1, value + 0.5, value - 1, 2**60])
    elif choice == 7 and isinstance(value, list):
        container[key] = []
    return root[0]


def names(schema):
    """All keys that the schema knows anywhere, so that a key lands where it does not belong."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from value
            yield from names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from names(value)


def whole(path):
    """A schema with what it takes from other files in their places."""

    def inlined(value):
        if isinstance(value, list):
            return [inlined(item) for item in value]
        if not isinstance(value, dict):
            return value
        file, _, pointer = value.get("$ref", "").partition("#")
        if not file:
            return {key: inlined(item) for key, item in value.items()}
        node = whole(path.parent / file)
        for part in pointer.strip("/").split("/"):
            node = node[part] if part else node
        return node

    schema = inlined(json.loads(path.read_text()))
    schema.pop("$schema", None)
    schema.pop("$id", None)
    return schema


def main():
    folder, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for worker, file in WORKERS.items():
        schema = whole(folder / file)
        validator = jsonschema.Draft6Validator(schema, format_checker=formats)
        dice = random.Random(f"{seed} {worker}")
        grower = Grower(schema, dice)
        keys = sorted(set(names(schema))) + ["unknown", "maxRuntime"]
        for _ in range(count):
            payload = grower.grow(schema)
            for _ in range(dice.choice([0, 1, 1, 1, 2])):
                payload = spoil(payload, keys, dice)
            line = {"worker": worker, "payload": payload, "valid": validator.is_valid(payload)}
            print(json.dumps(line, ensure_ascii=False))


main()
