import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { checkServiceName } from '../../constructs/options/service/name-checks';
import { ValidationIssues } from '../../constructs/options/validation-issues';
import { checkProject } from '../../constructs/validation/name-checks';
import { Interrupted, UserError } from '../cli/command';

/** What a user decides about a new project. */
export interface Choices {
  /** Prefix of all names. */
  readonly project: string;

  /** Name of its first service, and of the folder with its image. */
  readonly service: string;

  /** What runs its pipeline. */
  readonly ci: 'gitlab' | 'none';
}

/** @throws UserError if a value is not allowed. */
export function givenChoices(values: {
  project?: string;
  service?: string;
  ci?: string;
}): Partial<Choices> {
  const { project, service, ci } = values;
  const issue =
    (project === undefined ? undefined : projectIssue(project, '--')) ??
    (service === undefined ? undefined : serviceIssue(service, '--service: '));
  if (issue !== undefined) throw new UserError(issue);
  if (ci !== undefined && !isCi(ci)) throw new UserError(`--${ciIssue(ci)}`);
  return { project, service, ci };
}

/**
 * Asks for what is not given, or without a terminal takes the defaults.
 *
 * @throws UserError if a default is not allowed, and Interrupted after Ctrl-C.
 */
export async function completeChoices(given: Partial<Choices>, folder: string): Promise<Choices> {
  const name = basename(resolve(folder));
  const isComplete = [given.project, given.service, given.ci].every((one) => one !== undefined);
  if (!isComplete && process.stdin.isTTY && process.stdout.isTTY) return ask(given, name);
  const { project = name, service = 'web', ci = 'gitlab' } = given;
  const issue = projectIssue(project);
  if (issue === undefined) return { project, service, ci };
  throw new UserError(
    `--project is required, because the folder's name cannot be the project's: ${issue}`,
  );
}

async function ask(given: Partial<Choices>, name: string): Promise<Choices> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const stop = new AbortController();
  // Ctrl-C and Ctrl-D.
  terminal.on('SIGINT', () => stop.abort()).on('close', () => stop.abort());
  const answer = async (question: string, byDefault: string | undefined, issueOf: Check) => {
    const text = byDefault === undefined ? `${question}: ` : `${question} (${byDefault}): `;
    for (;;) {
      const typed = await terminal.question(text, { signal: stop.signal });
      const value = typed.trim() || (byDefault ?? '');
      const issue = issueOf(value);
      if (issue === undefined) return value;
      console.log(issue);
    }
  };
  try {
    const byDefault = projectIssue(name) === undefined ? name : undefined;
    const project =
      given.project ??
      (await answer('Project, the prefix of all names', byDefault, (text) => projectIssue(text)));
    const service =
      given.service ?? (await answer('First service', 'web', (text) => serviceIssue(text)));
    const ci = given.ci ?? (await answer('Pipeline, gitlab or none', 'gitlab', ciIssue));
    return { project, service, ci: isCi(ci) ? ci : 'none' };
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new Interrupted('Interrupted. Nothing was written.');
  } finally {
    terminal.close();
  }
}

/** Returns why a value is not allowed. */
type Check = (value: string) => string | undefined;

/** @param start of the message, before "project". */
function projectIssue(project: string, start = ''): string | undefined {
  const issues = new ValidationIssues(start, [], '');
  checkProject(issues, project);
  return issues.all[0];
}

/** @param start of the message, before "name". */
function serviceIssue(service: string, start = ''): string | undefined {
  const issues = new ValidationIssues(start, [], '');
  checkServiceName(issues, service);
  return issues.all[0];
}

function ciIssue(ci: string): string | undefined {
  return isCi(ci) ? undefined : `ci must be gitlab or none, got "${ci}"`;
}

function isCi(text: string): text is Choices['ci'] {
  return text === 'gitlab' || text === 'none';
}
