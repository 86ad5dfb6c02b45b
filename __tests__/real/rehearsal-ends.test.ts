import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { RehearsalRun, residueOf } from './rehearsal-run';

describeWith(['docker', 'terraform', 'python'], 'a rehearsal that ends early', () => {
  let project: ReturnType<typeof copyProject>;

  beforeAll(() => {
    project = copyProject();
  });

  afterAll(() => project.remove());

  const rehearse = (...args: string[]) => new RehearsalRun(project.folder, args);

  const pidOf = (id: string, name: string) =>
    Number(readFileSync(join(tmpdir(), id, `${name}.pid`), 'utf8'));

  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  test.each(['SIGINT', 'SIGTERM'] as const)('%s removes everything at once', async (signal) => {
    const run = rehearse('registry');
    await run.printed('registry\n');
    const pids = ['host', 'emulator'].map((name) => pidOf(run.id, name));
    run.kill(signal);
    const { code, output } = await run.ended;
    expect(output).toMatch(/\nInterrupted\.\n$/);
    expect(code).toBe(130);
    expect(await residueOf(run.id)).toEqual([]);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('when the command is killed, its emulator ends, too', async () => {
    const run = rehearse('registry');
    await run.printed('registry\n');
    const pids = ['host', 'emulator'].map((name) => pidOf(run.id, name));
    run.kill('SIGKILL');
    await run.ended;
    while ((await residueOf(run.id)).length > 0 || pids.some(isRunning)) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });

  test('remains of a killed rehearsal are removed by the next command', async () => {
    const run = rehearse('registry');
    await run.printed('registry\n');
    const emulator = pidOf(run.id, 'emulator');
    run.kill('SIGSTOP');
    process.kill(pidOf(run.id, 'host'), 'SIGKILL');
    run.kill('SIGKILL');
    await run.ended;
    expect(isRunning(emulator)).toBe(true);
    expect((await rehearse('--end').ended).output).toContain(`Removed ${run.id}\n`);
    expect(await residueOf(run.id)).toEqual([]);
    expect(isRunning(emulator)).toBe(false);
  });

  test('an error removes everything, or nothing with --keep', async () => {
    const dockerfile = join(project.folder, 'containers/api/Dockerfile');
    const shipped = readFileSync(dockerfile, 'utf8');
    writeFileSync(dockerfile, 'FROM node:24-trixie-slim\nRUN exit 7\n');
    const removed = rehearse('registry');
    expect((await removed.ended).output).toContain(
      `\n\nEverything was removed: the emulator, its containers and their network, the tags of images, and ${join(tmpdir(), removed.id)} with the states and logs. With --keep, it stays.\n`,
    );
    expect(await residueOf(removed.id)).toEqual([]);
    const kept = rehearse('registry', '--keep');
    const { code, output } = await kept.ended;
    expect(output).toContain(
      '\n\nThe emulator keeps running, with all that was created before the error.\n',
    );
    expect(output).toContain('End it      npm run rehearse -- --end\n');
    expect(code).toBe(1);
    expect(await residueOf(kept.id)).toEqual([kept.id]);
    writeFileSync(dockerfile, shipped);
    expect((await rehearse('--end').ended).output).toContain(`Removed ${kept.id}\n`);
    expect(await residueOf(kept.id)).toEqual([]);
  });

  test.each<[string[], string]>([
    [[], 'Give environments, each once, or registry\n'],
    [['fargate', 'fargate'], 'Give environments, each once, or registry, got "fargate fargate"\n'],
    [
      ['registry', 'fargate'],
      'Give environments, each once, or registry, got "registry fargate"\n',
    ],
    [['local'], 'main.ts has no environment "local"; there are fargate, ec2\n'],
    [
      ['registry', '--rollouts=1'],
      '--rollouts is supported for environments; stack "registry" has no services\n',
    ],
    [
      ['registry', '--scaling'],
      '--scaling is supported for environments; stack "registry" has no services\n',
    ],
    [['fargate', '--rollouts=-1'], '--rollouts must be a whole number, got "-1"\n'],
  ])('%j is an error', async (args, message) => {
    const { code, output } = await rehearse(...args).ended;
    expect(output.slice(0, message.length)).toBe(message);
    expect(code).toBe(1);
  });

  test('an engine that does not respond is an error', async () => {
    const run = new RehearsalRun(project.folder, ['registry'], {
      DOCKER_HOST: 'tcp://127.0.0.1:1',
    });
    expect(await run.ended).toEqual({
      code: 1,
      output:
        'The Docker Engine does not respond; start it (Docker Desktop, or: sudo systemctl start docker) and check that "docker info" works\n',
    });
  });
});
