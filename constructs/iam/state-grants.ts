import { defaultStateKey } from '../options/environment/backend-options';
import type { Account } from './account';
import { grant } from './grant';
import type { PipelineActionGrants } from './pipeline-action-grants';
import type { PipelineEnvironment } from './pipeline-environment';

/**
 * Permissions for the state of an environment in a bucket. Plans read it without a lock.
 * https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateGrants(
  account: Account,
  { name, backend }: PipelineEnvironment,
): PipelineActionGrants {
  if (backend === undefined || backend === 'gitlab') return { read: [], write: [] };
  const { bucket, key = defaultStateKey(account.project, name) } = backend.s3;
  const state = account.unownedArn('s3', `${bucket}/${key}`);
  const lock = `${state}.tflock`;
  return {
    read: [
      grant('finds the state', ['s3:ListBucket'], account.unownedArn('s3', bucket)),
      grant('reads the state', ['s3:GetObject'], state),
    ],
    write: [
      grant('writes the state', ['s3:PutObject'], state),
      grant('locks the state', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], lock),
    ],
  };
}
