import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { docker } from './container';

describeWith(['docker'], 'another version of Node.js', () => {
  test('synthesizes the same bytes, without a warning of its own', async () => {
    const { folder, remove } = copyProject();
    const main = ['--import', 'tsx', 'main.ts'];
    const { stderr } = spawnSync(process.execPath, main, { cwd: folder, encoding: 'utf8' });
    const files = ['local', 'registry', 'fargate'].map((stack) => `stacks/${stack}/cdk.tf.json`);
    const here = files.map((file) => readFileSync(join(folder, 'cdktf.out', file), 'utf8'));

    const written = files.map((file) => `/tmp/out/${file}`).join(' ');
    const script = `node ${main.join(' ')} 2>&1 >/dev/null && cat ${written}`;
    const there = await docker(
      ...['run', '--rm', '--volume', `${folder}:/project:ro`, '--workdir=/project'],
      // Target of the symbolic link in the copy.
      ...['--volume', `${resolve('node_modules')}:${resolve('node_modules')}:ro`],
      ...['--env=CDKTF_OUTDIR=/tmp/out', 'node:24-trixie-slim', 'sh', '-c', script],
    );
    expect(there).toBe(stderr + here.join(''));
    remove();
  });
});
