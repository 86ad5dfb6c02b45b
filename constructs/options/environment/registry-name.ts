import type { BackendOptions } from './backend-options';
import type { ResolvedEnvironment } from './resolved-environment';

/** Account and region of an environment. */
export type Place = Pick<ResolvedEnvironment, 'region' | 'account'>;

/**
 * Name of the registry of an account and region: `registry` for that of the first environment, `registry-<region>` for others of
 * its account, otherwise `registry-<account>-<region>`.
 */
export function registryName({ region, account }: Place, [first]: readonly Place[]): string {
  if (account !== first?.account) return `registry-${account ?? 'default'}-${region}`;
  return region === first?.region ? 'registry' : `registry-${region}`;
}

/** The backend of a registry. All have the same bucket, in the region of the first environment; `key` is that of `registry`. */
export function registryBackend(
  backend: BackendOptions | undefined,
  id: string,
  [first]: readonly Place[],
): BackendOptions | undefined {
  if (backend === undefined || backend === 'gitlab') return backend;
  const { key, region = first?.region, ...s3 } = backend.s3;
  return { s3: { ...s3, region, key: id === 'registry' ? key : undefined } };
}
