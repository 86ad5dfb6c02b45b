import { closestTo, type Fields, type Problems } from './problems';

/** Adds a problem if a value is written, and none of the words. */
export function checkWord(
  problems: Problems,
  field: string,
  value: unknown,
  words: string[],
): void {
  if (value === undefined || words.includes(value as string)) return;
  const rule = `${field} must be ${words.map((word) => `"${word}"`).join(' or ')}`;
  problems.add(
    rule,
    value,
    typeof value === 'string' && words.length > 1 ? closestTo(value, words) : undefined,
  );
}

/** Adds what is wrong with the disk of a task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html */
export function checkEphemeralStorage(problems: Problems, value: unknown): void {
  if (value === undefined) return;
  const unit = '; 20 is what every task has';
  problems.wholeNumber('ephemeralStorageGiB', value, 21, 200, unit);
}

/** Adds what is wrong with whether people may run commands in the containers of a service. */
export function checkExec(problems: Problems, exec: unknown, service: Fields): void {
  problems.trueOrFalse('exec', exec);
  if (exec !== true) return;
  const sidecars: unknown[] = Array.isArray(service.sidecars) ? service.sidecars : [];
  const isReadOnly = (container: unknown) => (container as Fields | null)?.writableRoot !== true;
  const closed = sidecars
    .filter(isReadOnly)
    .map((sidecar) => `sidecar "${(sidecar as Fields | null)?.name}"`);
  if (isReadOnly(service)) closed.unshift('its container');
  if (closed.length === 0) return;
  problems.say(
    `exec needs a root file system that can be written, since AWS's agent puts its files there: it would fail in ${closed.join(', ')}; write writableRoot: true there, or leave out exec`,
  );
}

/** Adds what is wrong with the command of a container. */
export function checkCommand(problems: Problems, command: unknown): void {
  if (command === undefined) return;
  // Array.from makes holes visible.
  const words: unknown[] = Array.isArray(command) ? Array.from(command) : [];
  const isText = (word: unknown) =>
    typeof word === 'string' && !/\0|\p{Surrogate}/u.test(word) && !word.includes('${TfToken[');
  if (words.length > 0 && words[0] !== '' && words.every(isText)) return;
  problems.add(
    'command must be a list of texts',
    command,
    "write for example ['node', 'worker.js']",
  );
}
