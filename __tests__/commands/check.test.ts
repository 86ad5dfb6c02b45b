import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const biome = resolve('node_modules/@biomejs/biome/bin/biome');

/** Files of these names in a folder with our configuration that `npm run check` refuses. */
function refused(files: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-check-'));
  try {
    copyFileSync('biome.json', join(folder, 'biome.json'));
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
    for (const file of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), 'var  a = 1');
    }
    const args = [biome, 'ci', '--colors=off', '--max-diagnostics=none', '.'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return files.filter((file) => `${stdout}${stderr}`.includes(`${file} format`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('npm run check reads the containers and sites that are shipped, and leaves yours alone', () => {
  const containers = ['api', 'proxy', 'web', 'xray-daemon'].map((one) => `containers/${one}/a.js`);
  const shipped = [...containers, 'sites/a/a.js', 'sites/b/a.js'];
  const yours = ['containers/shop/server.js', 'containers/shop/src/a.js', 'sites/shop/a.js'];
  expect(refused([...shipped, ...yours, 'constructs/a.ts'])).toEqual([
    ...shipped,
    'constructs/a.ts',
  ]);
});
