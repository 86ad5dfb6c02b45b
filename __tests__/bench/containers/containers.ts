import { setTimeout as sleep } from 'node:timers/promises';
import { requireEngine } from '../../../commands/docker/docker-engine';
import { imageFolders, type Match, matches, service, serviceName } from './competitors';
import { BenchNetwork, docker } from './engine';
import { load, type Sample } from './wrk';

const seconds = 3;

/**
 * Measures each container of this project beside bare programs that answer the same request, in turn, and prints the medians
 * and how ours compare. The Docker Engine is all that this machine needs.
 */
export async function benchContainers(runs: number): Promise<void> {
  await requireEngine();
  for (const [tag, folder] of Object.entries(imageFolders)) {
    console.log(`building ${tag}`);
    docker('build', '--quiet', '--tag', tag, folder);
  }
  for (const match of matches) print(await play(match, runs));
}

type Samples = ReadonlyMap<string, readonly Sample[]>;

async function play({ url, competitors }: Match, runs: number): Promise<Samples> {
  const network = new BenchNetwork(`magicnight-bench-${process.pid}`);
  try {
    network.start(service, serviceName);
    const started = competitors.map((one) => ({ name: one.name, id: network.start(one) }));
    console.log(`\nmeasuring ${started.map(({ name }) => name).join(', ')}`);
    for (const { id } of started) await untilItAnswers(id, url);
    const samples = new Map(started.map(({ name }): [string, Sample[]] => [name, []]));
    for (let run = 0; run <= runs; run++) {
      for (const { name, id } of started) {
        // A signal can end the program between two measurements.
        await sleep(0);
        const sample = load(id, url, seconds);
        // The first one warms up.
        if (run > 0) samples.get(name)?.push(sample);
      }
    }
    return samples;
  } finally {
    network.remove();
  }
}

async function untilItAnswers(id: string, url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      load(id, url, 1);
      return;
    } catch (error) {
      if (attempt === 10) throw error;
      await sleep(1000);
    }
  }
}

function print(samples: Samples): void {
  const [[ours, ourSamples] = ['', []]] = samples;
  console.log('requests/s   p99 ms  ratio   p99');
  for (const [name, all] of samples) {
    const { requestsPerSecond, p99 } = medians(all);
    const figures = requestsPerSecond.toFixed(0).padStart(10) + p99.toFixed(1).padStart(9);
    // Each run with that of the same round, because the machine may be busier in some rounds.
    const ratio = medians(
      ourSamples.map((sample, round) => ({
        requestsPerSecond: sample.requestsPerSecond / (all[round]?.requestsPerSecond ?? 0),
        p99: sample.p99 / (all[round]?.p99 ?? 0),
      })),
    );
    const [rate, latency] = [ratio.requestsPerSecond, ratio.p99].map((value) => value.toFixed(2));
    console.log(
      name === ours
        ? `${figures}                ${name}`
        : `${figures}${rate?.padStart(7)}${latency?.padStart(6)}   ${name}`,
    );
  }
}

function medians(samples: readonly Sample[]): Sample {
  return {
    requestsPerSecond: median(samples.map(({ requestsPerSecond }) => requestsPerSecond)),
    p99: median(samples.map(({ p99 }) => p99)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
