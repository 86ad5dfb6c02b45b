import { matchesIamWildcard } from './iam-wildcard';
import type { PolicyGrant } from './policy-diff';

/** Services of AWS that give permissions themselves. */
const powers = ['iam', 'sts', 'organizations', 'account'];

/** Whether a grant is one that nobody should get unseen: of everything, of permissions themselves, to everybody. */
export function isBroad({ action, resource, principal, condition }: PolicyGrant): boolean {
  if (principal !== undefined && !principal.startsWith('Service: ')) {
    // Without a resource it is about who may take a role.
    if (resource === undefined || principal.startsWith('Federated: ')) return true;
    if (/^(AWS: \*|all but )/.test(principal) && condition === undefined) return true;
  }
  if (principal !== undefined) return false;
  if (action.startsWith('all but ') || /^[*?]+(:[*?]+)?$/.test(action)) return true;
  if (condition !== undefined) return false;
  return (isWhole(action) && isEverywhere(resource)) || (isPower(action) && isAllOf(resource));
}

/** Whether it is all that a service, or several, can do: `s3:*`, `i*`. */
function isWhole(action: string): boolean {
  const [, verb] = action.split(':', 2);
  return verb === undefined ? /[*?]/.test(action) : /^[*?]+$/.test(verb);
}

/** Whether it changes permissions, or takes on a role. */
function isPower(action: string): boolean {
  const [service = '', verb = '*'] = action.toLowerCase().split(':', 2);
  return powers.some((name) => matchesIamWildcard(service, name)) && !/^(get|list)/.test(verb);
}

/** `*`, `arn:*`, `arn:aws:s3:::*`, `arn:aws:iam::123456789012:*`: whatever is there, or all of a service. */
function isEverywhere(resource: string | undefined): boolean {
  if (resource === undefined) return false;
  if (resource.startsWith('all but ')) return true;
  const parts = resource.split(':');
  return parts.length > 6 ? parts.slice(5).every(isAny) : isAny(parts.at(-1) ?? '');
}

/** Also all roles, all users or all policies. */
function isAllOf(resource: string | undefined): boolean {
  return isEverywhere(resource) || /:(role|user|group|policy)\/[*?/]+$/.test(resource ?? '');
}

function isAny(part: string): boolean {
  return /^[*?/]*\*[*?/]*$/.test(part);
}
