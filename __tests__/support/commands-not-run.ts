const account = 'needs an AWS account';
const inRehearsal = 'rehearsal.test.ts runs it with more options';

interface CommandsNotRun {
  readonly page: string;
  /** Start of the first line of the block. */
  readonly starts: string;
  readonly reason: string;
}

const list = (page: string, ...blocks: readonly (readonly [string, string])[]): CommandsNotRun[] =>
  blocks.map(([starts, reason]) => ({ page, starts, reason }));

/** The reason of commands that rehearsal.test.ts finds on the page and runs. */
export const onEmulator = 'rehearsal.test.ts runs them on the emulator';
const oneOfTheTests = 'a test cannot run itself';
const unpublished = 'the package is not published yet';

/** The blocks of commands (`console`) that no test runs as they are on the page. */
export const commandsNotRun: readonly CommandsNotRun[] = [
  ...list('README.md', ['npm ci && npm test', oneOfTheTests], ['npx magicnight init', unpublished]),
  ...list(
    'docs/aws.md',
    ['npm run rehearse', inRehearsal],
    ['npm run synth', account],
    ['npm run taskdef', 'taskdef-registration.ts runs it on the emulator'],
    ['REVISION=', onEmulator],
    ['FAMILY=', onEmulator],
  ),
  ...list(
    'docs/getting-started.md',
    ['export DOCKER_HOST', 'is for machines whose Docker socket is elsewhere'],
    ['npx magicnight init', unpublished],
    ['npm ci && npm pack', 'writes a file outside of the checkout'],
    ['npm run local', 'package.test.ts runs them in a new project'],
    ['npm run rehearse', inRehearsal],
    ['export AWS_PROFILE', account],
    ['npm run synth', account],
    ['npm run images', account],
    ['terraform', account],
  ),
  ...list('docs/review.md', ['terraform', 'plans.test.ts reviews real plans']),
  ...list('docs/testing.md', ['npm ci && npm test', oneOfTheTests]),
  ...list(
    'docs/troubleshooting.md',
    ['CLUSTER=', onEmulator],
    ['aws logs tail', 'version 1 of the AWS CLI does not have it'],
    ['docker logs', 'does not end'],
    ['aws ecs describe-services', onEmulator],
    [
      'TASK=$(aws ecs list-tasks --cluster "$CLUSTER" --service-name "$SERVICE" --desired',
      onEmulator,
    ],
    ['GROUP=', onEmulator],
    ['TASK=', 'needs Session Manager'],
    ['docker exec', 'needs a terminal'],
    ['aws ecr', account],
    ['DEPLOYMENT=', 'needs a deployment that is still running'],
    ['aws iam create-service-linked-role', 'needs a new AWS account'],
    ['terraform', 'needs a domain'],
    ['terraform', 'needs measurements that arrive late'],
    ['terraform', 'needs a locked state'],
  ),
  ...list(
    'docs/upgrading.md',
    ['npm install magicnight', 'upgrade.test.ts does it with packed files'],
    ['npx magicnight init', 'upgrade.test.ts does it with packed files'],
  ),
  ...list(
    'examples/hcl/README.md',
    ['export AWS_REGION', account],
    ['terraform', account],
    ['terraform', account],
    ['aws ecs', account],
    ['terraform', account],
  ),
];
