"""Scans a log with YARA-X and says what it cost: `yara.py PATTERNS LOG`.

One rule a pattern. YARA-X says which rules match, not where, so its hits are not compared. Prints: compile seconds, bytes of
the compiled rules, loading seconds, scan seconds (all CPU), rules that matched, peak KiB.
"""

import io
import resource
import sys
import time

import yara_x


def rule(number: int, pattern: str) -> str:
    flags = ""
    if pattern.startswith("(?i)"):
        pattern, flags = pattern[4:], "i"
    pattern = pattern.replace("(?:", "(").replace("/", "\\/")
    return f"rule r{number} {{ strings: $a = /{pattern}/{flags} condition: $a }}\n"


def main() -> None:
    patterns = open(sys.argv[1], encoding="utf-8").read().splitlines()
    log = open(sys.argv[2], "rb").read()
    start = time.process_time()
    compiler = yara_x.Compiler(relaxed_re_syntax=True)
    refused = 0
    for number, pattern in enumerate(patterns):
        try:
            compiler.add_source(rule(number, pattern))
        except yara_x.CompileError:
            refused += 1
    rules = compiler.build()
    compiled = time.process_time() - start
    stored = io.BytesIO()
    rules.serialize_into(stored)
    size = stored.tell()
    stored.seek(0)
    start = time.process_time()
    rules = yara_x.Rules.deserialize_from(stored)
    loaded = time.process_time() - start
    scanner = yara_x.Scanner(rules)
    scanner.set_timeout(3600)
    start = time.process_time()
    matching = len(scanner.scan(log).matching_rules)
    scanned = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if refused:
        print(f"{refused} patterns refused", file=sys.stderr)
    print(f"{compiled:.4f} {size} {loaded:.5f} {scanned:.4f} {matching} {peak}")


main()
