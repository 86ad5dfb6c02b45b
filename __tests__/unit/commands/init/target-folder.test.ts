import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { requireEmpty, writeAll } from '../../../../commands/init/target-folder';
import { inFolder } from '../../../support/in-folder';

test('all files are written, with their folders', () => {
  inFolder(() => {
    writeAll(
      'new/shop',
      new Map([
        ['main.ts', 'run();'],
        ['containers/web/Dockerfile', 'FROM node'],
      ]),
    );
    expect(readdirSync('new/shop', { recursive: true }).sort()).toEqual([
      'containers',
      'containers/web',
      'containers/web/Dockerfile',
      'main.ts',
    ]);
  });
});

test('if one cannot be written, nothing is left, not even the folder', () => {
  inFolder(() => {
    mkdirSync('here');
    // A file cannot have the name of a folder.
    const files = new Map([
      ['ci/jobs.yml', ''],
      ['main.ts', ''],
      ['ci', ''],
    ]);
    expect(() => writeAll('here/new/shop', files)).toThrow(
      "here/new/shop cannot be written, and was left as it was: EEXIST: file already exists, open 'here/new/shop/ci'",
    );
    expect(readdirSync('here')).toEqual([]);
  });
});

test('a file that is there is neither replaced nor removed', () => {
  inFolder(() => {
    writeFileSync('services.ts', 'mine');
    const files = new Map([
      ['main.ts', ''],
      ['services.ts', ''],
    ]);
    expect(() => writeAll('.', files)).toThrow(
      ". cannot be written, and was left as it was: EEXIST: file already exists, open 'services.ts'",
    );
    expect(readdirSync('.')).toEqual(['services.ts']);
  });
});

test('a folder is empty if it does not exist, or has only a git repository', () => {
  inFolder(() => {
    mkdirSync('cloned/.git', { recursive: true });
    for (const folder of ['cloned', 'new/shop']) expect(() => requireEmpty(folder)).not.toThrow();
  });
});

test('the error of another folder names what is in it', () => {
  inFolder(() => {
    for (const name of ['.git', '.hidden', 'a', 'b', 'c', 'd', 'e', 'f'])
      mkdirSync(`shop/${name}`, { recursive: true });
    writeFileSync('text', '');
    expect(() => requireEmpty('shop')).toThrow(
      'shop must be new or empty, but has ".hidden", "a", "b", "c", "d", and 2 more; choose another folder. Nothing was written',
    );
    expect(() => requireEmpty('text')).toThrow(
      'text is a file or below one; choose another folder',
    );
  });
});
