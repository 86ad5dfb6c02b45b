import type { ResolvedService } from '../../constructs/options/service/resolved-service';
import { outputOf } from '../cli/child-process';
import { lastLines } from './docker-engine';

/** The port of a service that the proxy connects to. */
export interface ServicePort {
  readonly service: string;
  readonly port: number;

  /** Name of its container. */
  readonly container: string;

  /** Name of the container of the proxy, which is on its network. */
  readonly proxy: string;
}

/** A TCP port on which a container accepts connections. */
export interface ListeningPort {
  readonly port: number;

  /** Whether only the container itself can connect, because the address is 127.0.0.1 or ::1. */
  readonly isLoopback: boolean;
}

/** The ports of the services with routes of the stack `name`. */
export function servicePorts(
  name: string,
  services: readonly Pick<ResolvedService, 'name' | 'port' | 'routes'>[],
): ServicePort[] {
  return services
    .filter(({ routes }) => routes.length > 0)
    .map(({ name: service, port }) => {
      return { service, port, container: `${name}-${service}`, proxy: `${name}-proxy` };
    });
}

/** Whether a service accepts a connection from the proxy. The image of the service needs no program for that. */
export async function answers({ service, port, proxy }: ServicePort): Promise<boolean> {
  const connect = ['timeout', '2', 'bash', '-c', 'exec 3<>"/dev/tcp/$0/$1"', service, `${port}`];
  return (await outputOf('docker', ['exec', proxy, ...connect])) !== undefined;
}

/** Why a service does not answer, as far as the container and its image show it. */
export async function whySilent(target: ServicePort): Promise<string> {
  const format = '{{range $port, $_ := .Config.ExposedPorts}}{{$port}} {{end}}';
  const exposed =
    (await outputOf('docker', ['inspect', '--format', format, target.container])) ?? '';
  const ports = exposed.split(' ').flatMap((port) => (/^(\d+)\/tcp$/.exec(port) ?? []).slice(1));
  return reasonOf(target.port, await listeningPorts(target), ports.map(Number));
}

/** An error for a service that does not answer in time, with its last log lines. */
export async function silentError(target: ServicePort, seconds: number): Promise<string> {
  const { service, port, container } = target;
  const lines = (await lastLines(container, 10)).split('\n').map((line) => `  ${line}`.trimEnd());
  return `${container} did not answer on port ${port}, the port of service "${service}", within ${seconds} s: ${await whySilent(target)}\n${lines.join('\n')}`.trimEnd();
}

/**
 * Why a container does not answer on a port, and what to do.
 *
 * @param listening `undefined` if it is not known.
 * @param exposed ports in `EXPOSE` of its image.
 */
export function reasonOf(
  port: number,
  listening: readonly ListeningPort[] | undefined,
  exposed: readonly number[],
): string {
  if (listening?.some((one) => one.isLoopback && one.port === port))
    return `it listens on 127.0.0.1:${port} only; let it listen on all addresses, 0.0.0.0`;
  const open = listening?.filter(({ isLoopback }) => !isLoopback).map((one) => one.port) ?? [];
  const others = [...new Set(open)];
  const differs = exposed.length > 0 && !exposed.includes(port);
  const facts = [
    ...(others.length > 0 ? [`it listens on port ${others.join(' and ')}`] : []),
    ...(listening && others.length === 0 ? ['it listens on no port'] : []),
    ...(differs ? [`its image has EXPOSE ${exposed.join(' ')}`] : []),
  ];
  const [other] = [...others, ...(differs ? exposed : [])];
  const remedy = 'let it listen on the port in the variable PORT';
  const advice = other === undefined ? remedy : `write port: ${other}, or ${remedy}`;
  return facts.length > 0 ? `${facts.join(', and ')}; ${advice}` : advice;
}

/** The ports of a container, read by a container of the proxy's image in the same network. */
async function listeningPorts({
  container,
  proxy,
}: ServicePort): Promise<ListeningPort[] | undefined> {
  const image = await outputOf('docker', ['inspect', '--format', '{{.Image}}', proxy]);
  if (!image) return undefined;
  const hardening = ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
  const read = 'cat /proc/net/tcp /proc/net/tcp6 2>/dev/null; true';
  const run = ['run', '--rm', `--network=container:${container}`, ...hardening];
  const text = await outputOf('docker', [...run, '--entrypoint=sh', image, '-c', read]);
  return text === undefined ? undefined : parseListening(text);
}

/**
 * The listening ports in `/proc/net/tcp` and `/proc/net/tcp6`, in order, without the name server of the Docker Engine at
 * 127.0.0.11.
 */
export function parseListening(text: string): ListeningPort[] {
  return text
    .split('\n')
    .flatMap((line) => {
      const [, address = '', port = '', state] =
        /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ ([0-9A-F]{2}) /.exec(line) ?? [];
      if (state !== '0A' || address === '0B00007F') return [];
      return [{ port: Number.parseInt(port, 16), isLoopback: loopback.test(address) }];
    })
    .sort((a, b) => a.port - b.port);
}

/** 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104. Each group of four bytes is in reverse order: 0100007F is 127.0.0.1. */
const loopback = /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/;
