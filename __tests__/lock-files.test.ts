import apiLock from '../containers/api/package-lock.json';
import rootLock from '../package-lock.json';

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
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

  test('names no registry, so that npm ci uses the one of the machine', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([]);
  });
});
