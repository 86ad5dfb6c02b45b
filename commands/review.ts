import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, UserError } from './cli/command';
import { headline, widget } from './review/changes/counts';
import type { Review } from './review/model/report';
import { findStack } from './review/plan/find-stack';
import { readPlan } from './review/plan/read-plan';
import { acknowledgementsIn } from './review/policy/acknowledgements';
import type { Fingerprint } from './review/policy/fingerprint';
import { htmlReport } from './review/report/html-report';
import { junit } from './review/report/junit';
import { markdown } from './review/report/markdown';
import { reviewOf } from './review/review';

const usage = `Usage: npm run review -- <plan.json> [--stack <stack>] [--out <folder>]

Makes a report of a plan: what is added, changed, replaced and destroyed, by service and construct, why, at what risk for
users, and at what cost a month. Sensitive values are masked everywhere.

  <plan.json>                 what terraform show -json <plan file> prints; - reads it from the standard input
  --stack <stack>             the stack that was planned: leads addresses back to the TypeScript that made them; by
                              default the one in cdktf.out that has the plan's addresses. Other plans work by address
  --out <folder>              write report.md, report.html, widget.json (for GitLab's merge request widget),
                              policy.xml (JUnit) and fingerprint.json there; without it the Markdown is printed
  --acknowledgements <file>   risks that are wanted, in place of acknowledgements/<stack>.json:
                              [{ "address": "aws_lb.balancer", "action": "replace", "reason": "…" }]
  --merged                    acknowledgements were merged with what is planned: one that matches nothing is told, and
                              does not stop (the rest of it has been applied)
  --commit <sha>              the commit that was planned, noted in fingerprint.json

Exit code 0: nothing is in the way; 1: it cannot be reviewed; 2: the policy says no: a risk is not acknowledged, or an
acknowledgement matches nothing. The report is written then, too.
`;

const options = {
  stack: { type: 'string' },
  out: { type: 'string' },
  acknowledgements: { type: 'string' },
  commit: { type: 'string' },
  merged: { type: 'boolean', default: false },
} as const;

/** What a report consists of. */
const reportFiles = ['report.md', 'report.html', 'widget.json', 'policy.xml', 'fingerprint.json'];

runCommand(usage, options, async ({ values, positionals }) => {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    const got = positionals.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one plan${got}\n\n${usage.trimEnd()}`);
  }
  // What an older run has written there must not be taken for this one's.
  if (values.out !== undefined) removeReport(values.out);
  requireKnownFiles();
  const plan = readPlan(file);
  const { stack, sources } = findStack(plan, 'cdktf.out/stacks', values.stack);
  if (values.acknowledgements !== undefined && !existsSync(values.acknowledgements)) {
    throw new UserError(`There is no file ${values.acknowledgements}`);
  }
  const acknowledged =
    values.acknowledgements ?? (stack === undefined ? undefined : `acknowledgements/${stack}.json`);
  const { review, changes } = reviewOf(plan, {
    stack,
    sources,
    acknowledgements: acknowledged === undefined ? [] : acknowledgementsIn(acknowledged),
    file: acknowledged,
    isMerged: values.merged,
  });
  const { fingerprint } = review;
  const { commit } = values;
  if (values.out === undefined) process.stdout.write(markdown(review));
  else {
    const planned = plan.timestamp;
    write(values.out, review, { version: 1, stack, commit, planned, fingerprint, changes });
  }
  if (review.problems.length > 0) process.exitCode = 2;
});

function removeReport(folder: string): void {
  try {
    for (const name of reportFiles) rmSync(join(folder, name), { force: true });
  } catch (error) {
    throw new UserError(`The report cannot be written: ${(error as Error).message}`);
  }
}

/** @throws UserError where acknowledgements are of no stack: a misspelt name would do nothing, and say nothing. */
function requireKnownFiles(): void {
  const [folder, stacks] = ['acknowledgements', 'cdktf.out/stacks'];
  if (!existsSync(folder) || !existsSync(stacks)) return;
  const known = readdirSync(stacks);
  const other = readdirSync(folder).find(
    (name) => name.endsWith('.json') && !known.includes(name.replace(/\.json$/, '')),
  );
  if (other === undefined) return;
  throw new UserError(
    `${folder}/${other} is of no stack; it must be ${known.map((name) => `${name}.json`).join(', ')}`,
  );
}

function write(folder: string, review: Review, fingerprint: Fingerprint): void {
  const files = {
    'report.md': markdown(review),
    'report.html': htmlReport(review),
    'widget.json': `${widget(review)}\n`,
    'policy.xml': junit(review),
    'fingerprint.json': `${JSON.stringify(fingerprint, null, 2)}\n`,
  };
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    // Half a report could be taken for a whole one.
    removeReport(folder);
    throw new UserError(`The report cannot be written: ${(error as Error).message}`);
  }
  console.log(`${headline(review)}.`);
  for (const problem of review.problems) console.error(problem);
  if (review.proposal !== undefined) {
    console.error(
      `To acknowledge, commit these entries in ${review.acknowledgements ?? 'a file for --acknowledgements'}, each with a reason of ten characters or more:`,
    );
    console.error(review.proposal);
  }
  console.log(
    `Written: ${Object.keys(files)
      .map((name) => join(folder, name))
      .join(', ')}`,
  );
}
