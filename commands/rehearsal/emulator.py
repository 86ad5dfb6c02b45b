"""Starts the emulator for one rehearsal, which alone has the key to it.

Its load balancer keeps the URL rewrites of listener rules, but does not carry them out; here it does.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
"""

import contextvars
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
bucket_of_host = app._extract_s3_vhost_bucket
# Whether the request is for a load balancer, and so for nothing else, whatever its host and headers look like.
for_balancer = contextvars.ContextVar("for_balancer", default=False)
app._extract_s3_vhost_bucket = lambda host: None if for_balancer.get() else bucket_of_host(host)


async def refuse(send, status, text):
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": text})


async def serve_with_key(scope, receive, send):
    if scope["type"] == "lifespan":
        return await serve(scope, receive, send)
    headers = dict(scope["headers"])
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close"})
    if headers.get(b"x-rehearsal-key") != key:
        return await refuse(send, 403, b"no key\n")
    balancer = headers.get(b"x-rehearsal-balancer")
    if balancer is not None:
        name = balancer.decode()
        if alb._find_lb_by_name(name) is None or not scope["path"].startswith(f"/_alb/{name}/"):
            return await refuse(send, 404, b"no such load balancer\n")
        for_balancer.set(True)
    others = [pair for pair in scope["headers"] if not pair[0].startswith(b"x-rehearsal-")]
    await serve({**scope, "headers": others}, receive, send)


app.app = serve_with_key

if __name__ == "__main__":
    app.main()
