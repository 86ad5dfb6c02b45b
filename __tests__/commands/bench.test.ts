import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('the two programs of the bench make the same resources of each service', () => {
  const [ours, plain] = ['our-services', 'plain-services'].map((program) => {
    const counts = ([1, 3] as const).map((services) => resourcesOf(program, services));
    const [one = {}, three = {}] = counts;
    const more = Object.entries(three).map(([type, count]) => [type, count - (one[type] ?? 0)]);
    return Object.fromEntries(more.filter(([, count]) => count !== 0));
  });
  expect(ours).toEqual(plain);
  expect(ours).toHaveProperty('aws_ecs_service', 2);
});

/** How many resources of each type a program makes of some services. */
function resourcesOf(program: string, services: number): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-bench-'));
  const args = ['--import', 'tsx', `commands/bench/${program}.ts`, String(services), folder];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const text = readFileSync(join(folder, 'stacks/fargate/cdk.tf.json'), 'utf8');
  rmSync(folder, { recursive: true });
  const resources: Record<string, object> = JSON.parse(text).resource;
  return Object.fromEntries(
    Object.entries(resources).map(([type, all]) => [type, Object.keys(all).length]),
  );
}
