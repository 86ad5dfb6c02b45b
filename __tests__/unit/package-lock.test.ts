import apiLock from '../../containers/api/package-lock.json';
import rootLock from '../../package-lock.json';

interface Lock {
  packages: Record<
    string,
    {
      optionalDependencies?: Record<string, string>;
      resolved?: string;
      integrity?: string;
      /** Part of the archive of the package that it is in. */
      inBundle?: boolean;
      hasInstallScript?: boolean;
    }
  >;
}

describe.each<[string, Lock]>([
  ['package-lock.json', rootLock as Lock],
  ['containers/api/package-lock.json', apiLock as Lock],
])('%s', (_file, { packages }) => {
  test('holds the packages of all platforms, or npm ci refuses on the others', () => {
    const locked = new Set(
      Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')),
    );
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  test('says what each package must contain', () => {
    const unsure = Object.entries(packages)
      .filter(([, { integrity, inBundle }]) => !integrity && !inBundle)
      .map(([path]) => path);
    // The project itself has no archive.
    expect(unsure).toEqual(['']);
  });

  test('names no registry, so that npm ci uses the one of the machine', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([]);
  });
});

test('no package needs a compiler, on whichever version of Node.js', () => {
  const { packages } = rootLock as Lock;
  const scripts = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
  // These four look for a binary that a package of their platform brings.
  expect(scripts).toEqual([
    'node_modules/@parcel/watcher',
    'node_modules/@swc/core',
    'node_modules/esbuild',
    'node_modules/unrs-resolver',
  ]);
});
