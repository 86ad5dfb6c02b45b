import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { install, pack, runAsUser } from './installed-package';

/** The commit of the version before. */
const base = /^[0-9a-f]{40}$/m.exec(readFileSync('__tests__/upgrade/base', 'utf8'))?.[0] ?? '';

/** Folders of a project that are not committed. */
const notCommitted = /^(node_modules|cdktf\.out|package-lock\.json)/;

/** The committed files of a project, by path. */
const filesOf = (project: string) => {
  const files = readdirSync(project, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(project.length + 1))
    .filter((file) => !notCommitted.test(file));
  return new Map(files.map((file) => [file, readFileSync(join(project, file), 'utf8')]));
};

/** The files that the page names after the version before: only they begin an item of its lists. */
const announced = () => {
  const [, section = ''] = readFileSync('docs/upgrading.md', 'utf8').split('### After ');
  return [...section.matchAll(/^- `([^`]+)`/gm)].map(([, file = '']) => file).sort();
};

const different = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
  [...new Set([...one.keys(), ...other.keys()])].filter(
    (file) => one.get(file) !== other.get(file),
  );

describeWith(['npm registry'], 'an upgrade from the version before', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'magicnight-upgrade-'));
    const old = join(folder, 'old');
    mkdirSync(old);
    runAsUser(`git archive ${base} | tar --extract --directory ${old}`, '.');
    // It has dependencies of its own.
    runAsUser('npm ci --ignore-scripts --no-audit --no-fund', old);
    pack(old, join(folder, 'old.tgz'));
    const checkout = copyProject();
    pack(checkout.folder, join(folder, 'new.tgz'));
    checkout.remove();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('changes only what docs/upgrading.md says', () => {
    const init = (version: string, name: string) =>
      runAsUser(
        `npx --yes --package ./${version}.tgz magicnight init ${name} --project shop`,
        folder,
      );
    init('old', 'shop');
    init('new', 'fresh');
    const project = join(folder, 'shop');
    const written = different(filesOf(project), filesOf(join(folder, 'fresh')));

    install(project, '../old.tgz');
    runAsUser('npm run synth', project);
    const before = filesOf(project);
    install(project, '../new.tgz');
    runAsUser('npm run check && npm run synth', project);
    const synthesized = different(before, filesOf(project)).filter(
      (file) => file !== 'package.json',
    );
    expect([...written, ...synthesized].sort()).toEqual(announced());
  });

  test('begins at a commit of this repository', () => {
    expect(spawnSync('git', ['cat-file', '-t', base], { encoding: 'utf8' }).stdout).toBe(
      'commit\n',
    );
  });
});
