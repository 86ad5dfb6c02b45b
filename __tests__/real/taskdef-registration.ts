import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceIn } from '../support/main-options';
import { awsCli } from './aws-cli';

/** A service whose task definition has all possible fields. */
const everything = `export const services: ServiceOptions[] = [
  {
    name: 'all',
    image: { folder: 'containers/api' },
    routes: ['/all'],
    command: ['node', 'server.js', '\${literal}'],
    environment: { TEXT: '\${literal} %{text} "quoted" ü\\n', EMPTY: '' },
    secrets: {
      PARAMETER: { parameter: '/shop/key' },
      PASSWORD: { secret: 'shop/db', key: 'password' },
    },
    user: '1000:1000',
    healthCheck: { command: ['node', 'healthcheck.js'] },
    tmpfs: { '/tmp': 64, '/cache': 16 },
    initProcess: true,
    ephemeralStorageGiB: 30,
    tracing: 'xray',
    deployedBy: 'pipeline',
    sidecars: [
      {
        name: 'cache',
        image: { reference: 'public.ecr.aws/docker/library/redis:8.2' },
        command: ['redis-server', '--save', ''],
        secrets: { TOKEN: { secret: 'shop/token' } },
        healthCheck: { command: ['redis-cli', 'ping'] },
        user: '999:1000',
        essential: true,
        waitFor: 'healthy',
      },
    ],
  },`;

const node = `${process.execPath} --import tsx`;

/** Response of `aws ecs describe-task-definition`. */
interface Described {
  readonly taskDefinition: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly key: string }[];
}

export interface RegisteredTwice {
  readonly family: string;

  /** Content of `taskdef.json`. */
  readonly file: Readonly<Record<string, unknown>>;
  readonly byTerraform: object;

  /** The task definition after the AWS CLI has registered the file. */
  readonly byCli: object;
}

/**
 * Adds a service whose task definition has all possible fields to a running rehearsal. Terraform creates all task
 * definitions, npm run taskdef writes them to files, and the AWS CLI registers the files. No task of the new service is
 * started.
 *
 * @param inShell runs a script in the project's folder, in a shell that can reach the rehearsal.
 */
export async function registerAgain(
  folder: string,
  inShell: (script: string) => string,
): Promise<RegisteredTwice[]> {
  const aws = await awsCli();
  const start = 'export const services: ServiceOptions[] = [';
  replaceIn(join(folder, 'services.ts'), start, everything);
  applyTaskDefinitions(folder, inShell);
  inShell(`${node} commands/taskdef.ts fargate --chdir "$REHEARSAL/fargate"
  ${node} commands/taskdef.ts fargate --check`);

  return readdirSync(join(folder, 'taskdefs')).map((family) => {
    const file = `taskdefs/${family}/taskdef.json`;
    const describe = `${aws} ecs describe-task-definition --include TAGS --task-definition ${family}`;
    const register = `${aws} ecs register-task-definition --cli-input-json file://${file} > /dev/null`;
    return {
      family,
      file: JSON.parse(readFileSync(join(folder, file), 'utf8')),
      byTerraform: comparable(JSON.parse(inShell(describe))),
      byCli: comparable(JSON.parse(inShell(`${register}\n${describe}`))),
    };
  });
}

/**
 * Changes the task of the service that `registerAgain` has added. The AWS CLI has registered its second revision.
 *
 * @returns its revisions with their status, after Terraform has created the third.
 */
export async function revisionsAfterChange(
  folder: string,
  inShell: (script: string) => string,
): Promise<string[]> {
  const aws = await awsCli();
  replaceIn(join(folder, 'services.ts'), 'ephemeralStorageGiB: 30', 'ephemeralStorageGiB: 31');
  applyTaskDefinitions(folder, inShell);
  return [1, 2, 3].map((revision) => {
    const name = `magicnight-fargate-all:${revision}`;
    const { taskDefinition } = JSON.parse(
      inShell(`${aws} ecs describe-task-definition --task-definition ${name}`),
    );
    return `${taskDefinition.revision} ${taskDefinition.status}`;
  });
}

/** Applies the task definitions of a project in its running rehearsal, without the services. */
function applyTaskDefinitions(folder: string, inShell: (script: string) => string): void {
  inShell(`${node} commands/rehearse.ts --update`);
  const text = readFileSync(join(folder, 'cdktf.out/stacks/fargate/cdk.tf.json'), 'utf8');
  const { aws_ecs_task_definition: tasks } = JSON.parse(text).resource;
  const targets = Object.keys(tasks).map((id) => `-target=aws_ecs_task_definition.${id}`);
  inShell(`terraform -chdir="$REHEARSAL/fargate" apply -auto-approve ${targets.join(' ')}`);
}

/** A task definition without the fields that differ in each revision. */
function comparable({ taskDefinition, tags }: Described): object {
  const { taskDefinitionArn, revision, registeredAt, registeredBy, ...same } = taskDefinition;
  return { ...same, tags: [...tags].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}
