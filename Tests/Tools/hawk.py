"""Checks the headers of signed requests as a server would: reads a file with a JSON array of cases, and prints for each
the decoded `ext`, or the reason why mohawk refuses it.

    {"id": …, "key": …, "method": …, "url": …, "content": … or null, "type": …, "header": …}
"""
import base64
import json
import sys

import mohawk

YEARS = 100 * 365 * 86400


def check(case):
    credentials = {"id": case["id"], "key": case["key"], "algorithm": "sha256"}
    body = {} if case["content"] is None else {"content": case["content"], "content_type": case["type"]}
    try:
        receiver = mohawk.Receiver(
            lambda sender: {case["id"]: credentials}[sender], case["header"], case["url"], case["method"],
            accept_untrusted_content=case["content"] is None, timestamp_skew_in_seconds=YEARS, **body)
    except mohawk.exc.HawkFail as error:
        return {"refused": type(error).__name__}
    ext = receiver.parsed_header.get("ext")
    return {"ext": json.loads(base64.b64decode(ext)) if ext else None}


with open(sys.argv[1], encoding="utf-8") as file:
    json.dump([check(case) for case in json.load(file)], sys.stdout)
