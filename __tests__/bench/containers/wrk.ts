import { UserError } from '../../../commands/cli/command';
import { docker } from './engine';

/** What wrk has measured in one run. */
export interface Sample {
  readonly requestsPerSecond: number;
  /** Milliseconds in which 99 % of the requests were answered. */
  readonly p99: number;
}

/**
 * Sends requests to a container on 64 connections. wrk runs in the container's network, so that no bridge and no published port
 * is measured.
 */
export function load(container: string, url: string, seconds: number): Sample {
  const network = [`--network=container:${container}`, '--rm'];
  const settings = ['--threads=2', '--connections=64', `--duration=${seconds}s`, '--latency'];
  return parse(docker('run', ...network, 'magicnight-bench/wrk', ...settings, url));
}

/** @throws UserError if a request failed. One that takes longer than 2 s counts for the p99 only. */
function parse(output: string): Sample {
  const failure =
    /^ *(Socket errors: (?!connect 0, read 0, write 0,)|Non-2xx or 3xx responses: )/m.exec(output);
  const [, rate] = /^Requests\/sec: *([\d.]+)$/m.exec(output) ?? [];
  const [, latency, unit = ''] = /^ *99% *([\d.]+)(us|ms|s) *$/m.exec(output) ?? [];
  const milliseconds: Record<string, number> = { us: 0.001, ms: 1, s: 1000 };
  if (failure || !rate || !latency) throw new UserError(`wrk:\n${output}`);
  return { requestsPerSecond: Number(rate), p99: Number(latency) * (milliseconds[unit] ?? 1) };
}
