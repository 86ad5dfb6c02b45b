import {
  maxTaskCount,
  minTaskCount,
  type ResolvedService,
} from '../options/service/resolved-service';
import { formatRoute, type ResolvedRoute } from '../options/service/routes';
import { isRegistryStack } from './manifest';

const titles = 'service routes image vCPU memory tasks count revision page'.split(' ');

/** Contents of the summary. */
export interface SummaryProps {
  readonly services: readonly ResolvedService[];

  /** Names of the stacks. */
  readonly stacks: readonly string[];

  /** Paragraphs of lines: prices of the network, tasks that fit on an instance. */
  readonly paragraphs?: readonly (readonly string[])[];

  /** Further files that were written. */
  readonly files?: readonly string[];
}

/** The summary of npm run synth: services and who owns their settings on AWS, further paragraphs, written files, next steps. */
export function formatSummary({
  services,
  stacks,
  paragraphs = [],
  files = [],
}: SummaryProps): string {
  const rows = services.map((service) => {
    const { name, routes, image, cpuUnits, memoryMiB, page = '' } = service;
    return [
      [name],
      routes.length > 0 ? routes.map(formatRouteCell) : ['none'],
      [formatImage(image)],
      [String(cpuUnits / 1024)],
      [`${memoryMiB} MiB`],
      [
        service.isScaled
          ? `${minTaskCount(service)} to ${maxTaskCount(service)}`
          : String(maxTaskCount(service)),
      ],
      // Owners of the number of tasks, and of the revision of the task definition.
      [service.isScaled ? 'scaling' : 'Terraform'],
      [service.deployedBy === 'pipeline' ? 'pipeline' : 'Terraform'],
      [page],
    ];
  });
  const written = [...stacks.map((stack) => `cdktf.out/stacks/${stack}/cdk.tf.json`), ...files];
  const next = nextSteps(stacks);
  const more = paragraphs.map((lines) => `\n${lines.join('\n')}\n`).join('');
  return `${formatTable([titles.map((title) => [title]), ...rows])}
${more}
Written: ${written.join('\n         ')}
Next:    ${next.join('\n         ')}
`;
}

/** Commands that run a stack without an AWS account. */
function nextSteps(stacks: readonly string[]): string[] {
  const [first, ...others] = stacks.filter((stack) => stack !== 'local' && !isRegistryStack(stack));
  const or = others.length > 0 ? ` (or ${others.join(', ')})` : '';
  const steps = [['npm run local', 'run the services on this machine']];
  if (first)
    steps.push([`npm run rehearse -- ${first}`, `run a stack for AWS${or} on an emulator`]);
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return steps.map(([command = '', purpose]) => `${command.padEnd(width)}    ${purpose}`);
}

function formatImage(image: ResolvedService['image']): string {
  if (!('folder' in image)) return image.reference;
  return image.target === undefined ? image.folder : `${image.folder} (${image.target})`;
}

function formatRouteCell(route: ResolvedRoute): string {
  return route.stripPrefix ? `${formatRoute(route)} (stripped)` : formatRoute(route);
}

/** Formats rows of cells. A cell can have several lines. All characters must have the same width. */
function formatTable(rows: readonly (readonly (readonly string[])[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.flatMap((row) => row[column] ?? []).map((line) => line.length)),
  );
  const lines = rows.flatMap((row) => {
    const height = Math.max(...row.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) =>
      row.map((cell, column) => (cell[line] ?? '').padEnd((widths[column] ?? 0) + 2)).join(''),
    );
  });
  return lines.map((line) => line.trimEnd()).join('\n');
}
