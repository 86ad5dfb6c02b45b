import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../needs';
import { copyProject } from '../project-copy';
import { docker } from './container';

describeWith(['docker'], 'another version of Node.js', () => {
  test('synthesizes the same bytes, without a warning', async () => {
    const { folder, remove } = copyProject();
    const main = ['--import', 'tsx', 'main.ts'];
    spawnSync(process.execPath, main, { cwd: folder });
    const here = readFileSync(join(folder, 'cdktf.out/stacks/local/cdk.tf.json'), 'utf8');

    const script = `node ${main.join(' ')} 2>&1 >/dev/null && cat /tmp/out/stacks/local/cdk.tf.json`;
    const there = await docker(
      ...['run', '--rm', '--volume', `${process.cwd()}:/project:ro`, '--workdir=/project'],
      ...['--env=CDKTF_OUTDIR=/tmp/out', 'node:24-trixie-slim', 'sh', '-c', script],
    );
    expect(there).toBe(here);
    remove();
  });
});
