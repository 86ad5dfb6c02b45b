import { existsSync, readdirSync, readFileSync } from 'node:fs';
import packageJson from '../../package.json';
import buildConfig from '../../tsconfig.build.json';

const built = buildConfig.include.flatMap((name) =>
  name.endsWith('.ts')
    ? [name]
    : readdirSync(name, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${name}/${file}`),
);
const leftOut = buildConfig.exclude.map((pattern) => pattern.replace('*', ''));
const sources = built.filter((file) => !leftOut.some((start) => file.startsWith(start)));

test('a user of the package has each package that its code imports', () => {
  const bare =
    /\bfrom '((?!node:)[^'./][^']*)'|\b(?:import|require|require\.resolve)\('((?!node:)[^'./][^']*)'/g;
  const imported = [...sources, 'bin/magicnight.js'].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(bare)].map(([, one, other]) => one ?? other ?? ''),
  );
  const names = imported.map((path) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path);
  const { dependencies, peerDependencies } = packageJson;
  expect([...new Set(names)].sort()).toEqual(
    [...Object.keys(dependencies), ...Object.keys(peerDependencies)].sort(),
  );
});

test('what users import, too, is theirs: there is one copy of it', () => {
  const { peerDependencies, devDependencies } = packageJson;
  const exact: Readonly<Record<string, string>> = devDependencies;
  expect(Object.keys(peerDependencies)).toEqual([
    '@cdktf/provider-aws',
    '@cdktf/provider-docker',
    'cdktf',
    'constructs',
  ]);
  for (const [name, range] of Object.entries(peerDependencies)) {
    expect(range).toBe(`^${exact[name]}`);
  }
});

test('each file and folder of the package exists, but for its build', () => {
  expect(packageJson.files.filter((name) => name !== 'dist' && !existsSync(name))).toEqual([]);
});

test('the oldest Node.js of the package has each function that its code calls', () => {
  expect(packageJson.engines.node).toBe('>=20.9');
  // From 20.12: parentPath of a directory entry, styleText, loadEnvFile; from 21 and 22: the others.
  const newer =
    /\.parentPath\b|\bstyleText\b|\bloadEnvFile\b|\b(?:Object|Map)\.groupBy\b|\.withResolvers\b|\bArray\.fromAsync\b|\bURL\.parse\b|\bglobSync\b/;
  expect(sources.filter((file) => newer.test(readFileSync(file, 'utf8')))).toEqual([]);
});
