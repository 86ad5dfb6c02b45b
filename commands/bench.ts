import { spawnSync } from 'node:child_process';
import { runCommand, UserError } from './command';

const usage = `Usage: npm run bench -- [--runs <number>]

Times synth as whole processes, in turn, and prints the least, the median and the most of each in seconds: starting tsx
alone, npm run synth's program, and the cdktf command around it.

  --runs <number>  counted runs of each, after one that is not counted (7)
`;

const options = { runs: { type: 'string', default: '7' } } as const;

/** What is measured, side by side. */
const programs: Record<string, string[]> = {
  'node --import tsx, nothing to do': ['--import', 'tsx', '--eval', ''],
  'node --import tsx main.ts': ['--import', 'tsx', 'main.ts'],
  'cdktf synth': ['node_modules/cdktf-cli/bundle/bin/cdktf', 'synth'],
};

runCommand(usage, options, async ({ values }) => {
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new UserError(`--runs must be a whole number from 1, got "${values.runs}"`);
  }
  const seconds = new Map<string, number[]>();
  for (let run = 0; run <= runs; run++) {
    for (const [name, args] of Object.entries(programs)) {
      const taken = secondsOf(args);
      if (run > 0) seconds.set(name, [...(seconds.get(name) ?? []), taken]);
    }
  }
  console.log(`${'least'.padStart(7)}${'median'.padStart(8)}${'most'.padStart(7)}`);
  for (const [name, all] of seconds) {
    const sorted = all.toSorted((a, b) => a - b);
    const figures = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    const [least, median, most] = figures.map((figure) => (figure ?? 0).toFixed(2));
    console.log(`${least?.padStart(7)}${median?.padStart(8)}${most?.padStart(7)}  ${name}`);
  }
});

function secondsOf(args: string[]): number {
  const started = performance.now();
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new UserError(`${args.join(' ')} failed\n${stderr}`);
  return (performance.now() - started) / 1000;
}
