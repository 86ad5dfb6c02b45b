import type { PermissionOptions } from '../options/permission-options';
import { type Grant, grant } from './grant';

/** Permissions of pipelines for further resources of an environment. */
export interface PipelineActionGrants {
  /** For the roles of plan and apply: both read all resources. */
  readonly read: readonly Grant[];

  /** For the role of apply alone. */
  readonly write: readonly Grant[];
}

/**
 * Splits `pipelineActions` of an environment by the names of their actions. Actions that begin with Get, List or Describe are
 * reads. A grant has the reason of its permission.
 */
export function pipelineActionGrants(
  permissions: readonly PermissionOptions[],
): PipelineActionGrants {
  const grantsOf = (isOwn: (action: string) => boolean) =>
    permissions.flatMap(({ actions, on, reason }) => {
      const own = [...new Set(actions)].filter(isOwn).sort();
      return own.length > 0 ? [grant(reason, own, on)] : [];
    });
  return { read: grantsOf(isRead), write: grantsOf((action) => !isRead(action)) };
}

function isRead(action: string): boolean {
  return /:(Get|List|Describe)/.test(action);
}
