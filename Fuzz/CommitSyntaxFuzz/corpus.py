#!/usr/bin/env python3
"""corpus.py PAGE DIR: the seed corpus of the commit syntax fuzzer, one file for each example of docs/commit-syntax.md.

The files are named by their content, so that a second run writes the same ones. DIR/dictionary lists the words of the
grammar for libFuzzer's -dict."""
import hashlib
import pathlib
import re
import sys

WORDS = """no-ci no-taskcluster-ci no-travis-ci pool-deploy overwrite-machine-image disable-cleanup no-verify
overwrite-disk-image enable-snapshot-copy purge-taskcluster-resources include exclude keys environments pools regions
none win7-32 win10-64 staging gecko-t/win7-32 northeurope .yaml fixup! > # : , [ ] =""".split()


def main(page, directory):
    corpus = pathlib.Path(directory)
    corpus.mkdir(parents=True, exist_ok=True)
    text = pathlib.Path(page).read_text(encoding="utf-8")
    examples = re.findall(r"^```commit [^\n]*\n(.*?)\n```$", text, re.M | re.S)
    # Messages have several lines, and not all of them end as one thinks.
    examples += ["\r\n".join(examples[i : i + 3]) for i in range(0, len(examples), 3)]
    examples += ["\u2028".join(examples[:5]), "\ufeff" + examples[0], "a\0b\x0b\x0c\x85\n"]
    for example in examples:
        data = example.encode()
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    (corpus.parent / "commit-syntax.dict").write_text("".join(f'"{word}"\n' for word in WORDS))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
