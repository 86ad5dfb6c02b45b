import Table from 'cli-table3';
import { type Route, routeText } from './routes';
import type { Service } from './service';

/** What was synthesized, for the eyes: the services, and what to do next. */
export function summary(services: readonly Service[]): string {
  const table = new Table({
    head: ['service', 'routes', 'image', 'vCPU', 'memory', 'page'],
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { name, routes, image, cpuUnits, memoryMiB, page = '' } of services) {
    table.push([
      name,
      routes.map(shownRoute).join('\n'),
      'folder' in image ? image.folder : image.reference,
      String(cpuUnits / 1024),
      `${memoryMiB} MiB`,
      page,
    ]);
  }
  return `${trimmedLines(table.toString())}

Written: cdktf.out/stacks/local/cdk.tf.json
Next:    npm run local
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
