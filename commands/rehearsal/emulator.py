"""Starts the emulator for one rehearsal, which alone has the key to it.

Its load balancer keeps the URL rewrites of listener rules, but does not carry them out; here it does.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
"""

import os
import re

from ministack import app
from ministack.services import alb

execute_actions = alb._execute_actions


def rewritten(rule, path):
    for transform in rule.get("Transforms", []):
        for rewrite in transform.get("UrlRewriteConfig", {}).get("Rewrites", []):
            # AWS writes a group as $1, Python as \1.
            replacement = re.sub(r"\$(\d)", r"\\\1", rewrite["Replace"] or "")
            path = re.sub(rewrite["Regex"], replacement, path, count=1)
    return path


async def execute_rewritten(actions, method, path, *others, raw_path=None, **named):
    rules = alb._rules.values()
    rule = next((rule for rule in rules if rule.get("Actions") is actions), {})
    raw_path = rewritten(rule, path if raw_path is None else raw_path)
    return await execute_actions(
        actions, method, rewritten(rule, path), *others, raw_path=raw_path, **named
    )


alb._execute_actions = execute_rewritten

key = os.environ.pop("REHEARSAL_KEY").encode()
serve = app.app


async def serve_with_key(scope, receive, send):
    if scope["type"] in ("http", "websocket"):
        headers = dict(scope["headers"])
        if headers.get(b"x-rehearsal-key") != key:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b"no key\n"})
            return
        others = [pair for pair in scope["headers"] if pair[0] != b"x-rehearsal-key"]
        scope = {**scope, "headers": others}
    await serve(scope, receive, send)


app.app = serve_with_key

if __name__ == "__main__":
    app.main()
