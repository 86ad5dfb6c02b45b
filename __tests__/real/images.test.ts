import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { contentTag } from '../../constructs/images/content-tag';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { answerOf, builtService, removeBuilt, writeBuilt } from './built-image';
import { docker } from './container';
import { ImageRegistry, password } from './image-registry';

describeWith(['docker', 'docker-registry'], 'npm run images', () => {
  let project: ReturnType<typeof copyProject>;
  let registry: ImageRegistry;
  const login = { REGISTRY_USER: 'magicnight', REGISTRY_PASSWORD: password };
  const [api, web] = ['containers/api', 'containers/web'].map((folder) => contentTag({ folder }));
  const pushed = () => [`--push`, `--registry=${registry.host}`];

  beforeAll(async () => {
    project = copyProject();
    registry = await ImageRegistry.start();
    mkdirSync(join(project.folder, 'docker-config'));
  });

  afterAll(async () => {
    registry.stop();
    project.remove();
    const mine = await docker(
      'images',
      '--format={{.Repository}}:{{.Tag}}',
      `${registry.host}/*/*`,
    );
    expect(mine).toBe('');
  });

  const images = (args: string[], environment: NodeJS.ProcessEnv = {}) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'commands/images.ts', ...args],
      {
        cwd: project.folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          DOCKER_CONFIG: join(project.folder, 'docker-config'),
          ...environment,
        },
      },
    );
    return { status, stdout, stderr };
  };

  test('builds what the description names, once', async () => {
    expect(images([])).toMatchObject({ status: 0, stderr: '' });
    expect(images([]).stdout).toBe(
      `  magicnight/api:${api} is built already\n  magicnight/web:${web} is built already\n`,
    );
    const label = '{{index .Config.Labels "magicnight.content"}}';
    const content = await docker('image', 'inspect', `--format=${label}`, `magicnight/api:${api}`);
    expect(content.slice(0, 12)).toBe(api);
  });

  test.each<[string, NodeJS.ProcessEnv, string]>([
    ['nobody', {}, 'rejects requests without a login'],
    [
      'a wrong password',
      { ...login, REGISTRY_PASSWORD: 'x' },
      'rejects the password of magicnight',
    ],
  ])('%s is turned away before anything is built', async (_who, environment, problem) => {
    const { status, stdout, stderr } = images(pushed(), environment);
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `${registry.host} ${problem}\n`,
    });
  });

  test('pushes each image under its tag, prints digests and writes the tags for Terraform', async () => {
    const { status, stdout, stderr } = images(pushed(), login);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(await registry.tags('magicnight/api')).toEqual([api]);
    expect(await registry.tags('magicnight/web')).toEqual([web]);
    const { host } = registry;
    expect(stdout).toBe(`${host}, logged in as magicnight
  magicnight/api:${api} is built already
  pushing ${host}/magicnight/api:${api}
  ${host}/magicnight/api:${api} was pushed
    ${await registry.digest('magicnight/api', api ?? '')}
  magicnight/web:${web} is built already
  pushing ${host}/magicnight/web:${web}
  ${host}/magicnight/web:${web} was pushed
    ${await registry.digest('magicnight/web', web ?? '')}
Written: cdktf.out/stacks/ec2/images.auto.tfvars.json
Written: cdktf.out/stacks/fargate/images.auto.tfvars.json
`);
    const file = join(project.folder, 'cdktf.out/stacks/fargate/images.auto.tfvars.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ image_api: api, image_web: web });
    // No password is left in a file.
    expect(readdirSync(join(project.folder, 'docker-config'))).toEqual([]);
  });

  test('what is there is left alone, and nothing of it is built; the login of Docker is taken', async () => {
    const auth = Buffer.from(`magicnight:${password}`).toString('base64');
    const config = join(project.folder, 'docker-config/config.json');
    writeFileSync(config, JSON.stringify({ auths: { [registry.host]: { auth } } }));
    const { status, stdout } = images(pushed());
    rmSync(config);
    expect(status).toBe(0);
    expect(stdout).toBe(`${registry.host}, logged in as magicnight
  ${registry.host}/magicnight/api:${api} already exists
    ${await registry.digest('magicnight/api', api ?? '')}
  ${registry.host}/magicnight/web:${web} already exists
    ${await registry.digest('magicnight/web', web ?? '')}
Written: cdktf.out/stacks/ec2/images.auto.tfvars.json
Written: cdktf.out/stacks/fargate/images.auto.tfvars.json
`);
  });

  test('after a change only that image is pushed; until then synth says that its tag is old', async () => {
    appendFileSync(join(project.folder, 'containers/api/app.js'), '// changed\n');
    const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
      cwd: project.folder,
      encoding: 'utf8',
    });
    // The first lines warn that the environments use HTTP only.
    expect(stderr.replace(/^Warning: .*\n/gm, '')).toBe(
      ['fargate', 'ec2']
        .map(
          (stack) =>
            `cdktf.out/stacks/${stack}/images.auto.tfvars.json names magicnight/api:${api}, but containers/api has changed since; push it (npm run images), or delete the file\n`,
        )
        .join(''),
    );
    const { status, stdout } = images(pushed(), login);
    expect(status).toBe(0);
    expect(stdout).toContain(`/magicnight/web:${web} already exists`);
    expect(await registry.tags('magicnight/api')).toHaveLength(2);
    expect(await registry.tags('magicnight/web')).toEqual([web]);
  });

  test('a tag with other content is not overwritten, and nothing else is pushed', async () => {
    appendFileSync(join(project.folder, 'containers/web/pages/index.html'), '<!-- changed -->\n');
    appendFileSync(join(project.folder, 'containers/api/app.js'), '// changed again\n');
    const tag = contentTag({ folder: join(project.folder, 'containers/web') });
    const config = withLogin(registry.host);
    const foreign = `${registry.host}/magicnight/web:${tag}`;
    await docker('tag', `magicnight/api:${api}`, foreign);
    await docker('--config', config, 'push', '--quiet', foreign);
    await docker('rmi', foreign);
    const digest = await registry.digest('magicnight/web', tag);
    const { status, stderr } = images(pushed(), login);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `${foreign} is an image with different content (${digest}) and is not overwritten; find out who pushed it, and delete it from the registry\n`,
    });
    expect(await registry.digest('magicnight/web', tag)).toBe(digest);
    expect(await registry.tags('magicnight/api')).toHaveLength(2);
  });

  test.each<[string, (config: object) => object, string]>([
    [
      'for another platform',
      (config) => ({ ...config, architecture: 'arm64' }),
      'an image for linux/arm64, not linux/amd64',
    ],
    [
      'of unknown origin',
      (config) => ({ ...config, config: {} }),
      'an image without a label for its content',
    ],
  ])('an image %s is not taken for ours', async (_what, change, problem) => {
    const project = copyProject();
    const command = ['--import', 'tsx', 'commands/images.ts', ...pushed()];
    await registry.replace('magicnight/web', web ?? '', change);
    const env = { ...process.env, ...login };
    const { status, stderr } = spawnSync(process.execPath, command, {
      cwd: project.folder,
      encoding: 'utf8',
      env,
    });
    project.remove();
    const digest = await registry.digest('magicnight/web', web ?? '');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `${registry.host}/magicnight/web:${web} is ${problem} (${digest}) and is not overwritten; find out who pushed it, and delete it from the registry\n`,
    });
  });

  test('builds of one folder are pushed to one repository, each for its variable', async () => {
    const services = join(project.folder, 'services.ts');
    const shipped = readFileSync(services, 'utf8');
    const all = [builtService('one', 'a b'), builtService('two', 'two')].join('\n');
    writeBuilt(project.folder);
    writeFileSync(services, `${shipped.slice(0, shipped.indexOf('= ['))}= [${all}];\n`);
    const push = () => images(pushed(), login);
    const { status, stderr, stdout } = push();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/building .*/g)).toEqual([
      expect.stringMatching(
        /^building magicnight\/built:\w{12} from containers\/built, target server$/,
      ),
      expect.stringMatching(
        /^building magicnight\/built:\w{12} from containers\/built, target server$/,
      ),
    ]);
    const file = join(project.folder, 'cdktf.out/stacks/fargate/images.auto.tfvars.json');
    const tags: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(tags)).toEqual([
      expect.stringMatching(/^image_built__server_\w{6}$/),
      expect.stringMatching(/^image_built__server_\w{6}$/),
    ]);
    expect((await registry.tags('magicnight/built')).sort()).toEqual(Object.values(tags).sort());
    const said = await Promise.all(
      Object.values(tags).map((tag) => docker('run', '--rm', `magicnight/built:${tag}`, 'print')),
    );
    expect(said.sort()).toEqual([answerOf('a b'), answerOf('two')]);
    writeFileSync(join(project.folder, 'containers/built/notes'), '2');
    expect(push().stdout).not.toContain('building');
    writeFileSync(services, shipped);
    await removeBuilt('magicnight');
  });

  test.each<[string, string[], NodeJS.ProcessEnv, string]>([
    [
      'a push without a registry',
      ['--push'],
      {},
      '--push and --registry <host> must be used together\n',
    ],
    [
      'a registry without a push',
      ['--registry=x'],
      {},
      '--push and --registry <host> must be used together\n',
    ],
    [
      'a URL',
      ['--push', '--registry=https://x/y'],
      {},
      '--registry must be a host name with an optional port, got "https://x/y"\n',
    ],
    [
      'a registry that is down',
      ['--push', '--registry=127.0.0.1:59999'],
      {},
      '127.0.0.1:59999 cannot be reached: connect ECONNREFUSED 127.0.0.1:59999\n',
    ],
    [
      'a user without a password',
      ['--push', '--registry=127.0.0.1:1'],
      { REGISTRY_USER: 'x' },
      'REGISTRY_USER and REGISTRY_PASSWORD must be set together, or not at all\n',
    ],
    [
      'ECR without credentials of AWS',
      ['--push', '--registry=123456789012.dkr.ecr.eu-central-1.amazonaws.com'],
      { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' },
      'AWS returned no token for the registry of account 123456789012 in eu-central-1: Could not load credentials from any providers\n',
    ],
  ])('%s is an error', (_what, args, environment, stderr) => {
    expect(images(args, environment)).toEqual({ status: 1, stdout: '', stderr });
  });

  /** Writes a Docker configuration with credentials for a registry. Returns its folder. */
  function withLogin(host: string): string {
    const folder = join(project.folder, 'foreign-config');
    mkdirSync(folder);
    const auth = Buffer.from(`magicnight:${password}`).toString('base64');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
    return folder;
  }
});
