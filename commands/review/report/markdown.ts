import { headline } from '../changes/summary';
import type { Kind } from '../model/kind';
import type { Review, Risk } from '../model/report';
import { changeLines, changesTable } from './markdown-changes';
import { costMarkdown } from './markdown-cost';
import { block, cell, code, prose } from './markdown-text';
import { mermaid } from './mermaid';

/** The report as Markdown, with the risks first. */
export function markdown(review: Review): string {
  const { stack } = review;
  const lines = [
    `# Plan${stack === undefined ? '' : ` of stack ${prose(stack)}`}`,
    '',
    `**${headline(review)}.**${review.isFirst ? ' No resource exists yet.' : ''}`,
    '',
    ...review.notices.flatMap((notice) => [prose(notice), '']),
    ...riskLines(review),
    ...topologyLines(review),
    ...costMarkdown(review.cost),
    ...groupLines(review),
    ...outputLines(review),
    ...driftLines(review),
    '---',
    '',
    `Fingerprint ${code(review.fingerprint)}, Terraform ${prose(review.terraformVersion)}. Sensitive values are not shown.`,
    '',
  ];
  return lines.join('\n');
}

/** GitLab renders Mermaid code blocks as diagrams. */
function topologyLines({ topology }: Review): string[] {
  if (!topology) return [];
  return ['## Request path', '', '```mermaid', mermaid(topology).trimEnd(), '```', ''];
}

function riskLines(review: Review): string[] {
  const { risks, problems, proposal, acknowledgements } = review;
  const blocking = risks.filter((risk) => risk.isBlocking && risk.acknowledged === undefined);
  const acknowledged = risks.filter(({ acknowledged: reason }) => reason !== undefined);
  const informational = risks.filter(({ isBlocking }) => !isBlocking);
  if (risks.length + problems.length === 0) return ['No risks found.', ''];
  const unmatched = problems.slice(blocking.length);
  return [
    '## Review these first',
    '',
    problems.length > 0
      ? `**The policy blocks this plan**: ${[
          ...(blocking.length > 0
            ? [`${pluralizeForms(blocking.length, 'risk is', 'risks are')} not acknowledged`]
            : []),
          ...(unmatched.length > 0
            ? [
                `${pluralizeForms(unmatched.length, 'acknowledgement matches', 'acknowledgements match')} no risk`,
              ]
            : []),
        ].join(', ')}.`
      : `The policy allows this plan${acknowledged.length > 0 ? `: ${pluralizeForms(acknowledged.length, 'risk is', 'risks are')} acknowledged` : ''}.`,
    '',
    ...blocking.map((risk) => `- **not acknowledged:** ${riskText(risk)}`),
    ...acknowledged.map(
      (risk) => `- **acknowledged:** ${riskText(risk)} Reason: ${prose(risk.acknowledged ?? '')}`,
    ),
    ...unmatched.map((problem) => `- **unused:** ${prose(problem)}`),
    ...(blocking.length + acknowledged.length + unmatched.length > 0 ? [''] : []),
    ...informationalLines(informational),
    ...(proposal === undefined
      ? []
      : [
          acknowledgements === undefined
            ? 'To acknowledge these risks, write these entries to a file, each with a reason of at least ten characters, and pass the file with `--acknowledgements`:'
            : `To acknowledge these risks, add the entries below to ${code(acknowledgements)} (a JSON list; create the file if it does not exist), each with a reason of at least ten characters, and commit the file. \`change\` limits an entry to exactly this change. Remove the entries in the next merge request after the apply.`,
          '',
          ...block('json', proposal),
          '',
        ]),
  ];
}

function informationalLines(informational: readonly Risk[]): string[] {
  if (informational.length === 0) return [];
  const items = informational.map((risk) => `- ${riskText(risk)}`);
  if (informational.length <= 5) return ['For information, no action needed:', '', ...items, ''];
  return [
    `<details><summary>For information, no action needed: ${informational.length}</summary>`,
    '',
    ...items,
    '',
    '</details>',
    '',
  ];
}

function riskText({ address, action, what, consequence }: Risk): string {
  return `${prose(what)}: ${prose(consequence)}. ${code(address)} (${action})`;
}

const done: Readonly<Record<Kind, string>> = {
  create: 'added',
  update: 'changed',
  replace: 'replaced',
  destroy: 'destroyed',
  forget: 'forgotten',
  move: 'moved',
  import: 'imported',
};

function groupLines({ groups }: Review): string[] {
  if (groups.length === 0) return [];
  const contents = groups.map(({ title, changes }) => {
    const kinds = new Map<Kind, number>();
    for (const { kind } of changes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const counts = [...kinds].map(([kind, count]) => `${count} ${done[kind]}`).join(', ');
    return `| ${prose(title)} | ${counts} |`;
  });
  return [
    '## Changes',
    '',
    '| part | changes |',
    '|---|---|',
    ...contents,
    '',
    ...groups.flatMap(({ title, changes }) => [
      `### ${prose(title)}`,
      '',
      ...changes.filter(({ kind }) => kind !== 'create').flatMap((change) => changeLines(change)),
      ...changesTable(changes.filter(({ kind }) => kind === 'create')),
    ]),
  ];
}

function outputLines({ outputs }: Review): string[] {
  if (outputs.length === 0) return [];
  const table = [
    '| output | before | after |',
    '|---|---|---|',
    ...outputs.map(
      ({ name, before, after }) => `| ${cell(name)} | ${cell(before)} | ${cell(after)} |`,
    ),
    '',
  ];
  if (outputs.length <= 5) return ['## Outputs', '', ...table];
  const summary = `<details><summary>${outputs.length} outputs change</summary>`;
  return ['## Outputs', '', summary, '', ...table, '</details>', ''];
}

function driftLines({ drift }: Review): string[] {
  if (drift.length === 0) return [];
  return [
    '## Drift: changed outside of Terraform',
    '',
    'These changes have already happened and are not part of this plan. If the plan changes such a resource, it is listed under Changes.',
    '',
    ...drift.flatMap((change) => changeLines(change, true)),
  ];
}

function pluralizeForms(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
