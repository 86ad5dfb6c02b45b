import {
  allContainers,
  type ResolvedService,
} from '../../constructs/options/service/resolved-service';
import { outputOf } from '../cli/child-process';
import { stackContainers } from './docker-engine';

/** The fields of `docker image inspect` that are used. */
interface ImageConfig {
  readonly User?: string;
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
}

/** Whether a container runs with the user of the image that is built from a folder. */
export function usesUserOfImage(services: readonly ResolvedService[], folder: string): boolean {
  return services
    .flatMap(allContainers)
    .some(({ image, user }) => 'folder' in image && image.folder === folder && user === undefined);
}

/** Prints what fails in the images of a stack's containers that have started since a time, in ms since 1970. */
export async function printRootNotices(stack: string, since: number): Promise<void> {
  const started = (await stackContainers(stack)).filter(
    ({ startedAt, user }) => startedAt >= since && isRoot(user),
  );
  const byImage = new Map(started.map(({ image, name }) => [image, name]));
  for (const [image, name] of byImage) await printRootNotice(image, name);
}

/** Prints what fails in an image that starts as root, because containers have no Linux capabilities; nothing if all is well. */
export async function printRootNotice(image: string, name = image): Promise<void> {
  const config = await outputOf('docker', [
    'image',
    'inspect',
    '--format',
    '{{json .Config}}',
    image,
  ]);
  const history = await outputOf('docker', [
    'history',
    '--no-trunc',
    '--format',
    '{{.CreatedBy}}',
    image,
  ]);
  const notice = config && rootNotice(JSON.parse(config), history ?? '');
  if (notice) console.log(`  ${name} ${notice}`);
}

/**
 * What fails in an image that starts as root. Most programs do not need what root can do, so only those are reported whose
 * start changes the user, or which need a capability to start.
 *
 * @param history commands of its layers.
 */
export function rootNotice(config: ImageConfig, history: string): string | undefined {
  const { User = '', Entrypoint, Cmd } = config;
  if (!isRoot(User)) return undefined;
  const start = [...(Entrypoint ?? []), ...(Cmd ?? [])].join(' ');
  if (/\bsetcap\b/.test(history)) return capabilityNotice;
  const [tool] = userTools.exec(`${start} ${history}`) ?? [];
  const server = start.split(/[\s"';&|=/]+/).find((word) => servers.has(word));
  const program = server ?? tool;
  return program === undefined ? undefined : userNotice(program);
}

/** Whether a user, as Docker writes it, is root. */
export function isRoot(user: string): boolean {
  return /^(0*|root)(:|$)/.test(user);
}

const userNotice = (program: string) =>
  `starts as root, and ${program} then changes to another user, which fails: containers have no Linux capabilities. Set user to the ID of that user, for example user: '1000:1000', or end its Dockerfile with USER`;

const capabilityNotice =
  'has a program with file capabilities (setcap), which does not start: containers have no Linux capabilities. Remove them with setcap -r in a Dockerfile of your own, and set user';

/** Programs that run another program as another user. */
const userTools = /\b(?:gosu|su-exec|setpriv|setuidgid|chpst|runuser|s6-overlay)\b/;

/** Servers that change their user after the start, or whose images do so before it. */
const servers = new Set(
  'nginx httpd httpd-foreground apache2 apache2ctl apache2-foreground php-fpm supervisord sshd cron crond mysqld mariadbd postgres redis-server valkey-server mongod rabbitmq-server squid named'.split(
    ' ',
  ),
);
