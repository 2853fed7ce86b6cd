"""Parse-only as the public tutorial does it, written from its description: three regular expressions and json.loads.

usage: tutorial.py turns.json rounds   (turns: [{"role", "value"}]; prints the best milliseconds of all rounds)
"""
import json
import re
import sys
import time

THINK_RE = re.compile(r"<think>(.*?)</think>", re.DOTALL)
TOOL_CALL_RE = re.compile(r"<tool_call>\s*(\{.*?\})\s*</tool_call>", re.DOTALL)
TOOL_RESP_RE = re.compile(r"<tool_response>\s*(.*?)\s*</tool_response>", re.DOTALL)


def parse_assistant(value):
    thoughts = [t.strip() for t in THINK_RE.findall(value)]
    calls = []
    for raw in TOOL_CALL_RE.findall(value):
        try:
            call = json.loads(raw)
            calls.append({"name": call.get("name"), "arguments": call.get("arguments", {})})
        except Exception:
            calls.append({"name": "<malformed>", "arguments": {}})
    final = TOOL_CALL_RE.sub("", THINK_RE.sub("", value)).strip()
    return {"thoughts": thoughts, "tool_calls": calls, "final": final}


def parse_tool(value):
    match = TOOL_RESP_RE.search(value)
    if not match:
        return {"raw": value}
    body = match.group(1)
    try:
        return json.loads(body)
    except Exception:
        return {"raw": body}


def is_failure(parsed):
    blob = json.dumps(parsed).lower()
    return "error" in blob or '"exit_code": 1' in blob or "traceback" in blob


def parse_all(turns):
    for turn in turns:
        if turn["role"] == "gpt":
            parse_assistant(turn["value"])
        elif turn["role"] == "tool":
            parse_tool(turn["value"])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        turns = json.load(file)
    best = float("inf")
    for _ in range(int(sys.argv[2])):
        started = time.perf_counter()
        parse_all(turns)
        best = min(best, (time.perf_counter() - started) * 1000)
    print(f"{best:.3f}")


main()
