import { headline } from '../changes/counts';
import { changeLines, changesTable } from './markdown-changes';
import { costMarkdown } from './markdown-cost';
import { block, cell, code, prose } from './markdown-text';
import { mermaid } from './mermaid';
import type { Kind, Review, Risk } from '../model/report';

/** The report as GitLab and others show Markdown: the risks first. */
export function markdown(review: Review): string {
  const { stack } = review;
  const lines = [
    `# Plan${stack === undefined ? '' : ` of stack ${prose(stack)}`}`,
    '',
    `**${headline(review)}.**${review.isFirst ? ' Nothing of it is there yet.' : ''}`,
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
    `Fingerprint ${code(review.fingerprint)}, Terraform ${prose(review.terraformVersion)}. What is sensitive is not shown.`,
    '',
  ];
  return lines.join('\n');
}

/** GitLab draws what is in a block of Mermaid. */
function topologyLines({ topology: way }: Review): string[] {
  if (!way) return [];
  return ['## The way of requests', '', '```mermaid', mermaid(way).trimEnd(), '```', ''];
}

function riskLines(review: Review): string[] {
  const { risks, problems, proposal, acknowledgements } = review;
  const blocking = risks.filter((risk) => risk.isBlocking && risk.acknowledged === undefined);
  const acknowledged = risks.filter(({ acknowledged: reason }) => reason !== undefined);
  const informational = risks.filter(({ isBlocking: isGated }) => !isGated);
  if (risks.length + problems.length === 0) return ['No risk was found in it.', ''];
  const unmatched = problems.slice(blocking.length);
  return [
    '## Think of this first',
    '',
    problems.length > 0
      ? `**The policy of this review fails**: ${[
          ...(blocking.length > 0
            ? [`${pluralizeForms(blocking.length, 'risk is', 'risks are')} not acknowledged`]
            : []),
          ...(unmatched.length > 0
            ? [
                `${pluralizeForms(unmatched.length, 'acknowledgement matches', 'acknowledgements match')} nothing`,
              ]
            : []),
        ].join(', ')}.`
      : `The policy of this review passes${acknowledged.length > 0 ? `: ${pluralizeForms(acknowledged.length, 'risk is', 'risks are')} acknowledged` : ''}.`,
    '',
    ...blocking.map((risk) => `- **not acknowledged:** ${riskText(risk)}`),
    ...acknowledged.map(
      (risk) => `- **acknowledged:** ${riskText(risk)} Reason: ${prose(risk.acknowledged ?? '')}`,
    ),
    ...unmatched.map((problem) => `- **matches nothing:** ${prose(problem)}`),
    ...(blocking.length + acknowledged.length + unmatched.length > 0 ? [''] : []),
    ...informationalLines(informational),
    ...(proposal === undefined
      ? []
      : [
          acknowledgements === undefined
            ? 'To acknowledge, write these entries to a file, each with a reason of ten characters or more, and name it by `--acknowledgements`:'
            : `To acknowledge, commit these entries in ${code(acknowledgements)} (a list; make the file if it is not there), each with a reason of ten characters or more. \`change\` binds an entry to this very change. When they have been applied, the next merge request removes them:`,
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
    '| part | what happens |',
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
  const summary = `<details><summary>${outputs.length} values change</summary>`;
  return ['## Outputs', '', summary, '', ...table, '</details>', ''];
}

function driftLines({ drift }: Review): string[] {
  if (drift.length === 0) return [];
  return [
    '## Drift: changed outside of Terraform',
    '',
    'This has happened already, and is not part of what is applied; what the plan makes of it is among the changes.',
    '',
    ...drift.flatMap((change) => changeLines(change, true)),
  ];
}

function pluralizeForms(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
