import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { writeModules } from '../../../../constructs/hcl-module/module-files';

test('a project without modules needs no package.json beside main.ts', () => {
  const checkout = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  process.chdir(folder);
  try {
    writeModules(new App({ outdir: 'cdktf.out' }), [], { project: 'shop', services: [] });
    expect(readdirSync('.')).toEqual(['cdktf.out']);
  } finally {
    process.chdir(checkout);
    rmSync(folder, { recursive: true });
  }
});
