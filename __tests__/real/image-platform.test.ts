import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentTag } from '../../constructs/images/content-tag';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { docker } from './container';
import { ImageRegistry, password } from './image-registry';

const onArm = `import type { ServiceOptions } from './constructs/options/service/service-options';
export const services: ServiceOptions[] = [
  { name: 'arm', image: { folder: 'containers/arm' }, routes: ['/'], architecture: 'arm64' },
];
`;

/** No program runs in this build, so it works on machines of every architecture. */
const dockerfile = 'FROM scratch\nCOPY text /\nCMD ["/text"]\n';

describeWith(['docker', 'docker-registry'], 'images for another architecture', () => {
  let project: ReturnType<typeof copyProject>;
  let registry: ImageRegistry;
  let engine: string;

  beforeAll(async () => {
    engine = await docker('version', '--format={{.Server.Arch}}');
    project = copyProject();
    registry = await ImageRegistry.start();
    mkdirSync(join(project.folder, 'containers/arm'));
    write('containers/arm/Dockerfile', dockerfile);
    write('containers/arm/text', `${process.pid}\n`);
    choose('arm64', 't4g.small');
  });

  afterAll(async () => {
    registry.stop();
    const format = '--format={{.Repository}}:{{.Tag}}';
    const tags = await docker('images', format, 'magicnight/arm');
    if (tags) await docker('rmi', '--force', ...tags.split('\n'));
    project.remove();
  });

  const write = (file: string, text: string) => writeFileSync(join(project.folder, file), text);

  /** Sets the architecture of the service, and an instance type that has it. */
  const choose = (architecture: string, instanceType: string) => {
    write('services.ts', onArm.replace("'arm64'", `'${architecture}'`));
    const main = readFileSync(join(project.folder, 'main.ts'), 'utf8');
    write('main.ts', main.replace(/instanceTypes: \[.*?\]/, `instanceTypes: ['${instanceType}']`));
  };

  const images = (...args: string[]) => {
    const env = { ...process.env, REGISTRY_USER: 'magicnight', REGISTRY_PASSWORD: password };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'commands/images.ts', ...args],
      { cwd: project.folder, encoding: 'utf8', env },
    );
    return { status, stdout, stderr };
  };
  const push = () => images('--push', `--registry=${registry.host}`);
  const tag = () => contentTag({ folder: join(project.folder, 'containers/arm') });
  const reference = () => `${registry.host}/magicnight/arm:${tag()}`;

  test('a service for arm64 has an image for linux/arm64, under the tag that follows from its content', async () => {
    expect(push()).toMatchObject({ status: 0, stderr: '' });
    expect(await registry.tags('magicnight/arm')).toEqual([tag()]);
    const local = `magicnight/arm:${tag()}${engine === 'arm64' ? '' : '-linux-arm64'}`;
    expect(await docker('inspect', '--format={{.Os}}/{{.Architecture}}', local)).toBe(
      'linux/arm64',
    );
    const { status, stdout } = push();
    expect(status).toBe(0);
    expect(stdout).toContain(`  ${reference()} already exists\n`);
  });

  test('it is not taken for one for x86_64', async () => {
    choose('x86_64', 't3.small');
    const digest = await registry.digest('magicnight/arm', tag());
    expect(push()).toMatchObject({
      status: 1,
      stderr: `${reference()} is an image for linux/arm64, not linux/amd64 (${digest}) and is not overwritten; find out who pushed it, and delete it from the registry\n`,
    });
    choose('arm64', 't4g.small');
  });

  test('an engine that cannot run programs for it is named as the reason', () => {
    chmodSync(join(project.folder, 'containers/arm/text'), 0o755);
    // No machine can run a text file as a program.
    write('containers/arm/Dockerfile', 'FROM scratch\nCOPY text /\nRUN ["/text"]\n');
    const { status, stderr } = images();
    expect(status).toBe(1);
    expect(stderr).toContain('exec format error');
    if (engine !== 'arm64') {
      expect(stderr).toContain(
        '\nThe engine must support linux/arm64; see https://docs.docker.com/',
      );
    }
  });
});
