import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { install, pack, runAsUser } from './installed-package';
import { residueOf } from './rehearsal-run';

/** Ports that no other test uses. */
const ports = ['--https-port', '18443', '--http-port', '18080'];

describeWith(['docker', 'terraform', 'python', 'npm registry'], 'the package', () => {
  let folder: string;
  let project: string;

  const run = (command: string, cwd = project) => runAsUser(command, cwd);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'magicnight-package-'));
    project = join(folder, 'shop');
    const checkout = copyProject();
    pack(checkout.folder, join(folder, 'magicnight.tgz'));
    checkout.remove();
    run('npx --yes --package ./magicnight.tgz magicnight init shop', folder);
    install(project, '../magicnight.tgz');
  });

  afterAll(() => {
    spawnSync('npx', ['magicnight', 'local:down', '--images'], { cwd: project });
    spawnSync('npx', ['magicnight', 'rehearse', '--end'], { cwd: project });
    rmSync(folder, { recursive: true, force: true });
  });

  test('has neither tests nor the example', () => {
    const files = run('tar --list --file magicnight.tgz', folder).trim().split('\n');
    const folders = files.map((file) => file.split('/').slice(1, 3).join('/'));
    expect(files.filter((file) => /__tests__|\.test\.|services\.ts$|\.csv$/.test(file))).toEqual([
      'package/templates/project/services.ts',
    ]);
    expect(folders).toEqual(
      expect.arrayContaining(['dist/constructs', 'containers/proxy', 'containers/xray-daemon']),
    );
  });

  test('a new project type-checks, and synthesizes the stacks of its environments', () => {
    run('npm run check');
    const printed = run('npm run synth');
    expect(printed).toContain('cdktf.out/stacks/staging/cdk.tf.json');
    expect(printed).toContain('cdktf.out/stacks/production/cdk.tf.json');
    run('npm run snapshots');
    expect(run('npx magicnight taskdef --check')).toContain('staging');
  });

  test('each resource has a line of main.ts or services.ts, and none of the package', () => {
    const file = join(project, 'cdktf.out/stacks/staging/sources.json');
    const sources: { source?: string; line?: number }[] = Object.values(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    expect(sources.length).toBeGreaterThan(40);
    expect(new Set(sources.map(({ source }) => source))).toEqual(
      new Set(['main.ts', 'services.ts']),
    );
    expect(sources.filter(({ line }) => line === undefined)).toEqual([]);
  });

  test('its services run on this machine behind the proxy of the package', () => {
    const printed = run(`npm run local -- ${ports.join(' ')} --name shop-package`);
    expect(printed).toContain('https://localhost:18443/');
    expect(run('npm run smoke -- https://localhost:18443 --insecure')).toMatch(
      /(\d+) of \1 requests returned the expected response/,
    );
    run('npm run local:down -- --name shop-package --images');
  });

  test('a rehearsal applies staging, and a review names the lines of services.ts', async () => {
    const printed = run('npm run rehearse -- staging --keep');
    const [, id = ''] = /(magicnight-rehearsal-[0-9a-f]+)/.exec(printed) ?? [];
    run(`. "$(npx magicnight rehearse --environment)"
      terraform -chdir="$REHEARSAL/staging" plan -out=other.plan -var=image_web=other > /dev/null
      terraform -chdir="$REHEARSAL/staging" show -json other.plan > plan.json`);
    const review = run('npm run review -- plan.json --stack staging --out report');
    const report = readFileSync(join(project, 'report/report.md'), 'utf8');
    expect(`${review}${report}`).toMatch(/services\.ts:\d+/);
    expect(report).not.toContain('node_modules');
    run('npm run rehearse -- --end');
    expect(await residueOf(id)).toEqual([]);
  });
});
