"""Parse-only as the public tutorial does it, written from its description: three regular expressions and json.loads.

usage: tutorial.py turns.json rounds   (turns: [{"role", "value"}]; prints the best milliseconds of all rounds)
       tutorial.py rows.jsonl|rows.parquet rounds   (reading counts too)
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


def read_rows(path):
    if path.endswith(".parquet"):
        import pyarrow.parquet

        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(batch_size=200):
            yield from batch.to_pylist()
    else:
        with open(path, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def read_and_parse(path):
    for row in read_rows(path):
        for turn in row["conversations"]:
            if turn["from"] == "gpt":
                parse_assistant(turn["value"])
            elif turn["from"] == "tool":
                is_failure(parse_tool(turn["value"]))


def main():
    path = sys.argv[1]
    turns = []
    if path.endswith(".json"):
        with open(path, encoding="utf-8") as file:
            turns = json.load(file)
    best = float("inf")
    for _ in range(int(sys.argv[2])):
        started = time.perf_counter()
        if path.endswith(".json"):
            parse_all(turns)
        else:
            read_and_parse(path)
        best = min(best, (time.perf_counter() - started) * 1000)
    print(f"{best:.3f}")


main()
