import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOfPackage, packageFolder } from '../../../../constructs/images/package-folder';

const checkout = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(checkout);
  rmSync(folder, { recursive: true });
});

test('the folder of the package does not depend on the working folder, not even on a package.json there', () => {
  writeFileSync('package.json', '{ "name": "shop" }');
  expect(packageFolder()).toBe(checkout);
});

test('in a checkout, its folders are those of the working folder', () => {
  process.chdir(checkout);
  expect(folderOfPackage('containers/proxy')).toBe('containers/proxy');
});

test('in a project, they are below node_modules, also where that has a link to the package', () => {
  mkdirSync('node_modules');
  symlinkSync(checkout, 'node_modules/magicnight');
  expect(folderOfPackage('containers/proxy')).toBe('node_modules/magicnight/containers/proxy');
});

test('in a workspace, they are below node_modules of a folder above', () => {
  mkdirSync('node_modules');
  symlinkSync(checkout, 'node_modules/magicnight');
  mkdirSync('apps/shop', { recursive: true });
  process.chdir('apps/shop');
  expect(folderOfPackage('containers/proxy')).toBe(
    '../../node_modules/magicnight/containers/proxy',
  );
});
