import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from '../../../../constructs/images/package-folder';

test('the folder of the package does not depend on the working folder, not even on a package.json there', () => {
  const checkout = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "shop" }');
  process.chdir(folder);
  try {
    expect(packageFolder()).toBe(checkout);
  } finally {
    process.chdir(checkout);
    rmSync(folder, { recursive: true });
  }
});
