import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { runChild } from '../cli/child-process';
import { Interrupted } from '../cli/command';

/** A container that the engine killed, because it did not end in time after its stop signal. */
export interface KilledContainer {
  readonly name: string;

  /** Name of its stop signal: `SIGTERM`. */
  readonly signal: string;
  readonly seconds: number;
}

/** The fields of a line of `docker events` that are used. */
interface EngineEvent {
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  readonly timeNano: number;
}

/** Time for the last events to arrive. */
const lastEventsMs = 300;

/**
 * Runs `work`, and reports containers of a stack that the engine had to kill meanwhile, also if it fails.
 *
 * @param stackFile the stack, in the format of Terraform.
 */
export async function reportKilled<T>(
  name: string,
  stackFile: string,
  work: () => Promise<T>,
): Promise<T> {
  const lines: string[] = [];
  const end = new AbortController();
  const filters = [`label=magicnight.name=${name}`, 'type=container', 'event=kill'];
  const args = filters.flatMap((filter) => ['--filter', filter]);
  const since = String(Math.floor(Date.now() / 1000));
  const watching = runChild(
    'docker',
    ['events', '--since', since, '--format', '{{json .}}', ...args],
    { signal: end.signal, onLine: (line) => lines.push(line) },
  ).catch(() => {});
  let interrupted = false;
  try {
    return await work();
  } catch (error) {
    interrupted = error instanceof Interrupted;
    throw error;
  } finally {
    if (!interrupted) await sleep(lastEventsMs);
    end.abort();
    await watching;
    const { resource } = JSON.parse(readFileSync(stackFile, 'utf8'));
    for (const killed of killedContainers(lines)) {
      // The container may have been created before `initProcess` was set.
      const described = resource.docker_container[killed.name.slice(name.length + 1)];
      console.log(`  ${killedMessage(killed, described?.init === true)}`);
    }
  }
}

/**
 * The containers that were killed after a stop signal. `docker kill` and `docker rm --force` send no stop signal before.
 *
 * @param lines events in JSON, in their order.
 */
export function killedContainers(lines: readonly string[]): KilledContainer[] {
  const stopped = new Map<string, { signal: number; timeNano: number }>();
  return lines.flatMap((line) => {
    const { Action, Actor, timeNano }: EngineEvent = JSON.parse(line);
    const { name = '', signal: text } = Actor.Attributes;
    const signal = Number(text);
    if (Action !== 'kill' || Number.isNaN(signal)) return [];
    const before = stopped.get(Actor.ID);
    if (signal !== constants.signals.SIGKILL) {
      stopped.set(Actor.ID, { signal, timeNano });
      return [];
    }
    stopped.delete(Actor.ID);
    if (before === undefined) return [];
    const seconds = Math.round((timeNano - before.timeNano) / 1e9);
    return [{ name, signal: nameOfSignal(before.signal), seconds }];
  });
}

/**
 * What to do about a container that was killed.
 *
 * @param hasInitProcess whether it is described with an init process.
 */
export function killedMessage(
  { name, signal, seconds }: KilledContainer,
  hasInitProcess: boolean,
): string {
  const fact = `${name} did not end within ${seconds} s after ${signal}, and was killed`;
  return hasInitProcess
    ? fact
    : `${fact}. The first process of a container ignores ${signal} if it does not handle it: handle it, or set initProcess: true, with which ${signal} ends the program at once`;
}

function nameOfSignal(number: number): string {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found ? found[0] : `signal ${number}`;
}
