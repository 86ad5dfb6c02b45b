import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, UserError } from '../../commands/cli/command';
import { besideAwsCdk, type Program } from './beside-aws-cdk';
import { benchContainers } from './containers/containers';
import { writeLargePlan } from './large-plan';

const usage = `Usage: npm run bench -- [containers] [--runs <number>] [--aws-cdk]

Measures synth and review as separate processes, and prints minimum, median and maximum in seconds: tsx alone, the program
of npm run synth, and the cdktf command; the Fargate stack with 100 services, and the same resources in plain CDKTF; ten
such stacks, because a load balancer supports 100 target groups; and the review of a plan that changes 2,000 resources.

  containers       instead, the images of containers/ beside bare nginx and Koa, under load, in requests per second and
                   the milliseconds in which 99 % of them are answered. Needs the Docker Engine; the load comes from wrk
                   in a container
  --runs <number>  measured runs of each program, after one warm-up run (7)
  --aws-cdk        only the synth of three services in a project of a user, beside aws-cdk. Packs this package, and
                   installs both from the npm registry into the cache folder of the commands
`;

const options = {
  runs: { type: 'string', default: '7' },
  'aws-cdk': { type: 'boolean', default: false },
} as const;

const scratch = join(tmpdir(), `magicnight-bench-${process.pid}`);

const largePlan = join(scratch, 'plan.json');

/** The measured programs. */
const programs: Record<string, string[]> = {
  'node --import tsx, nothing to do': ['--import', 'tsx', '--eval', ''],
  'node --import tsx main.ts': ['--import', 'tsx', 'main.ts'],
  'cdktf synth': ['node_modules/cdktf-cli/bundle/bin/cdktf', 'synth'],
  '100 services by the constructs': services('our-services', 100),
  '100 services in plain CDKTF': services('plain-services', 100),
  '1,000 services by the constructs, a hundred in a stack': services('our-services', 1000),
  'a review of 2,000 changes, as all its files': [
    ...['--import', 'tsx', 'commands/review.ts', largePlan],
    ...['--out', join(scratch, 'report')],
  ],
};

function services(program: string, count: number): string[] {
  const folder = join(scratch, `${program}-${count}`);
  return ['--import', 'tsx', `__tests__/bench/${program}.ts`, String(count), folder];
}

runCommand(usage, options, async ({ values, positionals: [subject, ...more] }) => {
  const runs = Number(values.runs);
  if ((subject !== undefined && subject !== 'containers') || more.length > 0) {
    throw new UserError(
      `bench measures "containers" or, without an argument, the commands; got "${[subject, ...more].join(' ')}"`,
    );
  }
  if (!Number.isInteger(runs) || runs < 1) {
    throw new UserError(`--runs must be a whole number from 1, got "${values.runs}"`);
  }
  if (subject === 'containers') {
    await benchContainers(runs);
    return;
  }
  if (values['aws-cdk']) {
    print(measure(besideAwsCdk(scratch), runs));
  } else {
    writeLargePlan(largePlan);
    const own = Object.entries(programs).map(([name, args]): [string, Program] => [
      name,
      { cwd: '.', command: [process.execPath, ...args] },
    ]);
    print(measure(Object.fromEntries(own), runs));
    requireSameResources();
  }
  rmSync(scratch, { recursive: true });
});

/** Runs all programs in turn, so that other work on the machine slows down all of them. */
function measure(measured: Readonly<Record<string, Program>>, runs: number): Map<string, number[]> {
  const seconds = new Map<string, number[]>();
  for (let run = 0; run <= runs; run++) {
    for (const [name, program] of Object.entries(measured)) {
      const taken = secondsOf(program);
      if (run > 0) seconds.set(name, [...(seconds.get(name) ?? []), taken]);
    }
  }
  return seconds;
}

function print(seconds: ReadonlyMap<string, number[]>): void {
  console.log(`${'least'.padStart(7)}${'median'.padStart(8)}${'most'.padStart(7)}`);
  for (const [name, all] of seconds) {
    const sorted = all.toSorted((a, b) => a - b);
    const figures = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    const [least, median, most] = figures.map((figure) => (figure ?? 0).toFixed(2));
    console.log(`${least?.padStart(7)}${median?.padStart(8)}${most?.padStart(7)}  ${name}`);
  }
}

/** Checks that both stacks have the same number of resources, so that the comparison is fair. */
function requireSameResources(): void {
  const [ours, plain] = ['our-services', 'plain-services'].map((program) => {
    const file = join(scratch, `${program}-100`, 'stacks/fargate/cdk.tf.json');
    const { resource } = JSON.parse(readFileSync(file, 'utf8')) as { resource: Resources };
    const counts = Object.entries(resource).map(([type, all]) => [
      type,
      Math.floor(Object.keys(all).length / 100),
    ]);
    return JSON.stringify(counts.filter(([, count]) => count !== 0).sort());
  });
  if (ours !== plain) throw new UserError(`different resources:\n${ours}\n${plain}`);
}

type Resources = Record<string, object>;

function secondsOf({ cwd, command: [program = '', ...args] }: Program): number {
  const started = performance.now();
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  const { status, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  const taken = (performance.now() - started) / 1000;
  // The review exits with 2, because its risks are not acknowledged.
  if (status !== (args.includes(largePlan) ? 2 : 0))
    throw new UserError(`${program} ${args.join(' ')} failed\n${stderr}`);
  return taken;
}
