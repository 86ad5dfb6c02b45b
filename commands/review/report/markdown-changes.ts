import type { AttributeDiff, Change } from '../model/report';
import { cell, code, prose } from './markdown-text';

/** Maximum number of attributes per resource; the HTML report has all of them. */
const most = 40;

const words: Readonly<Record<Change['kind'], string>> = {
  create: 'add',
  update: 'change',
  replace: 'replace',
  destroy: 'destroy',
  forget: 'forget',
  move: 'move',
  import: 'import',
};

/** Words for changes that have already happened. */
const drifted = { update: 'changed', destroy: 'deleted' };

/** A change with its attributes. */
export function changeLines(change: Change, isDrift = false): string[] {
  const { address, kind, reasons, attributes, omitted } = change;
  return [
    `#### ${isDrift ? drifted[kind === 'destroy' ? 'destroy' : 'update'] : words[kind]} ${code(address)}`,
    '',
    ...facts(change).flatMap((fact) => [fact, '']),
    ...(reasons.length > 0
      ? [`${isDrift ? 'Now' : 'Why'}: ${prose(reasons.join('; '))}.`, '']
      : []),
    ...table(attributes, omitted, kind === 'destroy' || kind === 'forget'),
  ];
}

/** New resources, one per line, with their attributes in a collapsed section. */
export function changesTable(changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  return [
    '| add | created by |',
    '|---|---|',
    ...changes.map(
      (change) =>
        `| ${cell(change.address)}${change.importedId === undefined ? '' : ' (import)'} | ${madeBy(change)} |`,
    ),
    '',
    `<details><summary>Attributes</summary>`,
    '',
    ...changes.flatMap(({ address, attributes, omitted }) => [
      `${code(address)}`,
      '',
      ...createdTable(attributes, omitted),
    ]),
    '</details>',
    '',
  ];
}

function facts(change: Change): string[] {
  const made = madeBy(change);
  return [
    ...(made ? [`Created by ${made}`] : []),
    ...(change.movedFrom === undefined ? [] : [`Moved from ${code(change.movedFrom)}`]),
    ...(change.importedId === undefined ? [] : [`Imported with ID ${code(change.importedId)}`]),
  ];
}

function madeBy({ constructPath, source }: Change): string {
  const path = constructPath === undefined ? '' : code(constructPath);
  if (source === undefined) return path;
  return path ? `${path} in ${code(source)}` : code(source);
}

function table(
  attributes: readonly AttributeDiff[],
  omitted: number,
  isDestroyed: boolean,
): string[] {
  if (attributes.length === 0) return [];
  const reported = attributes.slice(0, most);
  const rest = omitted + attributes.length - reported.length;
  const rows = reported.map(({ path, before, after, isReplacing }) => {
    const sign = isReplacing ? ' **forces replacement**' : '';
    return isDestroyed
      ? `| ${cell(path)} | ${cell(before)} |`
      : `| ${cell(path)}${sign} | ${cell(before)} | ${cell(after)} |`;
  });
  return [
    ...(isDestroyed
      ? ['| attribute | value |', '|---|---|']
      : ['| attribute | before | after |', '|---|---|---|']),
    ...rows,
    '',
    ...(rest > 0 && !isDestroyed
      ? [`${rest} more attributes are known only after apply, or are set by AWS.`, '']
      : []),
  ];
}

function createdTable(attributes: readonly AttributeDiff[], omitted: number): string[] {
  const reported = attributes.slice(0, most);
  const rest = omitted + attributes.length - reported.length;
  return [
    '| attribute | value |',
    '|---|---|',
    ...reported.map(({ path, after }) => `| ${cell(path)} | ${cell(after)} |`),
    '',
    ...(rest > 0
      ? [`${rest} more attributes are disabled, known only after apply, or set by AWS.`, '']
      : []),
  ];
}
