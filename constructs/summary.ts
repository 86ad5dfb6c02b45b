import Table from 'cli-table3';
import { type Route, routeText } from './routes';
import type { Service } from './service';

/** The shortest way to see a stack run, where there is one. */
const nextSteps: Record<string, string> = {
  local: 'npm run local                  the services on this machine',
  fargate: 'npm run rehearse -- fargate    the stack on an emulator of AWS',
};

/** What was synthesized, for the eyes: the services, what the network costs, the stacks, and what to do next. */
export function summary(
  services: readonly Service[],
  stacks: readonly string[],
  ways: readonly string[] = [],
): string {
  const table = new Table({
    head: ['service', 'routes', 'image', 'vCPU', 'memory', 'tasks', 'page'],
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { name, routes, image, cpuUnits, memoryMiB, scaling, page = '' } of services) {
    table.push([
      name,
      routes.map(shownRoute).join('\n'),
      'folder' in image ? image.folder : image.reference,
      String(cpuUnits / 1024),
      `${memoryMiB} MiB`,
      `${scaling.minTasks} to ${scaling.maxTasks}`,
      page,
    ]);
  }
  const written = stacks.map((stack) => `cdktf.out/stacks/${stack}/cdk.tf.json`);
  const next = stacks.flatMap((stack) => nextSteps[stack] ?? []);
  const network = ways.length > 0 ? `\n${ways.join('\n')}\n` : '';
  return `${trimmedLines(table.toString())}
${network}
Written: ${written.join('\n         ')}
Next:    ${next.join('\n         ')}
`;
}

function shownRoute(route: Route): string {
  return route.stripPrefix ? `${routeText(route)} (stripped)` : routeText(route);
}

function trimmedLines(text: string): string {
  return text.replace(/ +$/gm, '');
}

/** No lines, only columns. */
const plain = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
