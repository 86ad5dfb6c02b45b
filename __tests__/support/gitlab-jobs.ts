import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A job of .gitlab-ci.yml, with everything that it extends. */
export interface GitlabJob {
  readonly name: string;
  readonly stage: string;

  /** `never` if it is not part of the pipeline. */
  readonly when: string;
  readonly before_script: readonly string[];
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly artifacts?: {
    readonly paths?: readonly string[];
    readonly exclude?: readonly string[];
    readonly access?: string;
    readonly when?: string;
  };
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
  readonly needs?:
    | readonly { readonly job: string; readonly artifacts?: boolean; readonly optional?: boolean }[]
    | null;
  readonly dependencies?: readonly string[] | null;
  readonly interruptible?: boolean;
  readonly timeout?: string;
  readonly resource_group?: string;
}

/** Variables that GitLab sets for an event; `null` unsets a common one. */
export type EventVariables = Readonly<Record<string, string | null>>;

/** Job whose rules are those of the pipeline: without it no pipeline is created. */
const probe = 'pipeline-exists';

/**
 * Evaluates .gitlab-ci.yml, and the files that it includes, with gitlab-ci-local.
 *
 * @param include YAML with another `include` than that of .gitlab-ci.yml.
 * @param project folder of .gitlab-ci.yml.
 * @returns for each event the jobs of its pipeline; `undefined` if the event has no pipeline.
 */
export function jobsOfEvents(
  events: Readonly<Record<string, EventVariables>>,
  include?: string,
  project = '.',
): Record<string, GitlabJob[] | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  try {
    const job = `\n${probe}:\n  stage: check\n  script: [exit]\n  rules:\n    - !reference [workflow, rules]\n`;
    writeFileSync(join(folder, '.gitlab-ci.yml'), pipelineInOneFile(include, project) + job);
    const git = (...args: string[]) => run('git', args, folder);
    git('init', '--quiet', '--initial-branch=main');
    git('remote', 'add', 'origin', 'git@gitlab.com:group/shop.git');
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    git(...author, 'commit', '--quiet', '--allow-empty', '--message=first');
    const program = resolve('__tests__/support/list-gitlab-jobs.mjs');
    const jobs: Record<string, GitlabJob[]> = JSON.parse(
      run(process.execPath, [program, JSON.stringify(events)], folder),
    );
    const entries = Object.entries(jobs).map(([event, all]) => {
      const own = all.filter(({ name, when }) => name !== probe && when !== 'never');
      const exists = all.some(({ name, when }) => name === probe && when !== 'never');
      return [event, exists ? own : undefined];
    });
    return Object.fromEntries(entries);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** .gitlab-ci.yml with the files that it includes, as YAML. */
export function pipelineInOneFile(include?: string, project = '.'): string {
  const program = resolve('__tests__/support/print-pipeline.mjs');
  const args = include === undefined ? [] : [include];
  return run(process.execPath, [program, ...args], project);
}

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed\n${stdout}${stderr}`);
  return stdout;
}

/** Needs of jobs that are not in their pipeline. GitLab refuses such a pipeline. */
export function missingNeeds(jobs: ReturnType<typeof jobsOfEvents>): string[] {
  return Object.entries(jobs).flatMap(([event, own = []]) =>
    own.flatMap(({ name, needs }) =>
      (needs ?? [])
        .filter((need) => !need.optional && !own.some((other) => other.name === need.job))
        .map((need) => `${event}: ${name} needs ${need.job}`),
    ),
  );
}
