import { matchesIamWildcard } from './iam-wildcard';
import type { PolicyGrant } from './policy-diff';

/** AWS services that manage permissions. */
const powers = ['iam', 'sts', 'organizations', 'account'];

/** Whether a grant needs a review even for a new role: it allows everything, manages permissions, or applies to everyone. */
export function isBroad({ action, resource, principal, condition }: PolicyGrant): boolean {
  if (principal !== undefined && !principal.startsWith('Service: ')) {
    // A grant without a resource is part of a trust policy.
    if (resource === undefined || principal.startsWith('Federated: ')) return true;
    if (/^(AWS: \*|all except )/.test(principal) && condition === undefined) return true;
  }
  if (principal !== undefined) return false;
  if (action.startsWith('all except ') || /^[*?]+(:[*?]+)?$/.test(action)) return true;
  if (condition !== undefined) return false;
  return (isWhole(action) && isEverywhere(resource)) || (isPower(action) && isAllOf(resource));
}

/** Whether an action covers all actions of one or more services: `s3:*`, `i*`. */
function isWhole(action: string): boolean {
  const [, verb] = action.split(':', 2);
  return verb === undefined ? /[*?]/.test(action) : /^[*?]+$/.test(verb);
}

/** Whether an action changes permissions or assumes a role. */
function isPower(action: string): boolean {
  const [service = '', verb = '*'] = action.toLowerCase().split(':', 2);
  return powers.some((name) => matchesIamWildcard(service, name)) && !/^(get|list)/.test(verb);
}

/** Whether a resource is everything, or everything of one service: `*`, `arn:*`, `arn:aws:s3:::*`. */
function isEverywhere(resource: string | undefined): boolean {
  if (resource === undefined) return false;
  if (resource.startsWith('all except ')) return true;
  const parts = resource.split(':');
  return parts.length > 6 ? parts.slice(5).every(isAny) : isAny(parts.at(-1) ?? '');
}

/** Like `isEverywhere`; also all roles, users, groups or policies. */
function isAllOf(resource: string | undefined): boolean {
  return isEverywhere(resource) || /:(role|user|group|policy)\/[*?/]+$/.test(resource ?? '');
}

function isAny(part: string): boolean {
  return /^[*?/]*\*[*?/]*$/.test(part);
}
