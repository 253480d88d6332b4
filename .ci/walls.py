#!/usr/bin/env python3
"""Compares every import under Sources/ and Tests/ with what Package.swift declares for its target.

SwiftPM lets an undeclared import pass as long as the module was built; here it does not, nor a declaration that no file needs.
"""
import json
import pathlib
import re
import subprocess
import sys

# Modules of the toolchain.
TOOLCHAIN = {"Darwin", "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Synchronization", "Testing", "Swift", "PackageDescription"}
IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |package |internal |fileprivate |private )?import "
    r"(?:(?:struct|class|enum|protocol|func|typealias|var|let) )?(\w+)",
    re.M,
)

TEXT = re.compile(r'''#*"""[\s\S]*?"""#*''')


def main() -> int:
    described = json.loads(
        subprocess.run(["swift", "package", "describe", "--type", "json"], check=True, capture_output=True).stdout
    )
    problems = []
    for target in described["targets"]:
        declared = set(target.get("target_dependencies", [])) | set(target.get("product_dependencies", []))
        allowed = TOOLCHAIN | {target["name"]} | declared
        imported = set()
        for source in target.get("sources", []):
            path = pathlib.Path(target["path"]) / source
            if path.suffix != ".swift":
                continue
            # Programs in texts of several lines import what they like.
            text = TEXT.sub(lambda match: "\n" * match.group().count("\n"), path.read_text())
            for match in IMPORT.finditer(text):
                line = text.count("\n", 0, match.start(1)) + 1
                module = match.group(1)
                imported.add(module)
                if module == "Foundation":
                    problems.append(f"{path}:{line}: import FoundationEssentials: the whole of Foundation brings ICU")
                elif module not in allowed:
                    problems.append(f"{path}:{line}: {target['name']} does not declare {module} in Package.swift")
        # Tests start the program and do not import it; what supports them is there for all.
        needless = sorted(declared - imported - {"decision", "TestSupport"})
        if any(source.endswith(".swift") for source in target["sources"]):
            problems += [f"Package.swift: {target['name']} declares {module}, which no file imports" for module in needless]
    print("\n".join(problems) or f"{len(described['targets'])} targets import what they declare")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
