"""Starts the emulator, with what its load balancer lacks.

It keeps the URL rewrites of listener rules, but does not carry them out.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
"""

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

if __name__ == "__main__":
    app.main()
