import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../commands/cli/python-tool';
import type { GitlabJob } from '../support/gitlab-jobs';
import { copyProject } from '../support/project-copy';

/** Result of a job. */
export interface JobRun {
  readonly code: number | null;

  /** Output of the job. */
  readonly log: string;

  /** Paths of its artifact files, relative to `folder`. */
  readonly artifacts: readonly string[];

  /** Folder with the artifacts. */
  readonly folder: string;
}

/** Runs jobs as a GitLab runner does: each in its own checkout, with the artifacts of earlier jobs. */
export class Runner {
  private readonly folders: string[] = [];
  private readonly variables: Readonly<Record<string, string>>;

  /** @param variables CI/CD variables of the project and of GitLab. */
  constructor(variables: Readonly<Record<string, string>>) {
    this.variables = variables;
  }

  /**
   * Runs `before_script`, `script` and `after_script` of a job. Packages are linked instead of installed. The
   * provider cache of this machine is used.
   *
   * @param prepare changes the checkout before the job starts.
   */
  async run(
    job: GitlabJob,
    variables: Readonly<Record<string, string>>,
    before: readonly JobRun[],
    prepare: (folder: string) => void = () => {},
  ): Promise<JobRun> {
    const { folder: checkout } = copyProject();
    const builds = this.folder();
    this.folders.push(checkout);
    prepare(checkout);
    for (const { folder, artifacts } of before) {
      for (const path of artifacts) cpSync(join(folder, path), join(checkout, path));
    }
    const places = { CI_BUILDS_DIR: builds, CI_PROJECT_DIR: checkout };
    const own = { ...this.variables, ...variables, ...places };
    const environment = expanded({ ...own, ...job.variables, ...providerCache() });
    const lines = [...job.before_script, ...job.script].filter(
      (line) => !line.startsWith('npm ci'),
    );
    const { code, log } = await bash(lines, checkout, environment);
    await bash(job.after_script ?? [], checkout, environment);
    const left = readdirSync(builds);
    if (left.length > 0) throw new Error(`${job.name} has left ${left.join(', ')}`);
    const folder = this.folder();
    const artifacts =
      code === 0 || job.artifacts?.when === 'always' ? artifactsOf(job, checkout, environment) : [];
    for (const path of artifacts) cpSync(join(checkout, path), join(folder, path));
    return { code, log, artifacts, folder };
  }

  end(): void {
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }

  private folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-job-'));
    this.folders.push(folder);
    return folder;
  }
}

/** The artifact files of a job without excluded ones. */
function artifactsOf(
  { artifacts: { paths = [], exclude = [] } = {} }: GitlabJob,
  checkout: string,
  environment: Readonly<Record<string, string>>,
): string[] {
  const fill = (path: string) => filled(path, environment);
  const isLeftOut = (path: string) =>
    exclude.some((pattern) => path.startsWith(fill(pattern).replace('**/*', '')));
  return paths
    .map(fill)
    .filter((path) => existsSync(join(checkout, path)))
    .flatMap((path) =>
      statSync(join(checkout, path)).isFile()
        ? [path]
        : readdirSync(join(checkout, path), { recursive: true }).map((name) =>
            join(path, String(name)),
          ),
    )
    .filter((path) => !isLeftOut(path) && statSync(join(checkout, path)).isFile())
    .sort();
}

/** Provider cache, as for rehearsals. Without it, Terraform would download the provider for each job. */
function providerCache(): Record<string, string> {
  const folder = join(cacheFolder(), 'providers');
  mkdirSync(folder, { recursive: true });
  return {
    TF_PLUGIN_CACHE_DIR: folder,
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
  };
}

/** Expands variables in values. */
function expanded(variables: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(variables);
  return Object.fromEntries(entries.map(([name, value]) => [name, filled(value, variables)]));
}

function filled(value: string, variables: Readonly<Record<string, string>>): string {
  const once = value.replace(/\$(\w+)/g, (_all, name) => variables[name] ?? '');
  return once === value ? value : filled(once, variables);
}

/** Runs all lines in one shell, which exits at the first failure, as GitLab's runner does. */
function bash(lines: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number | null; log: string }>((resolve) => {
    const script = ['exec 2>&1', 'set -eo pipefail', ...lines].join('\n');
    const child = spawn('bash', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    child.stdout.on('data', (chunk) => {
      log += chunk;
    });
    child.on('close', (code) => resolve({ code, log }));
  });
}
