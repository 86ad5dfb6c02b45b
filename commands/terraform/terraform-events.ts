/** The fields of a `terraform apply -json` line that are used. */
export interface Event {
  readonly type: string;
  readonly hook?: { resource?: { addr: string }; action?: string; elapsed_seconds?: number };
  readonly changes?: { add: number; change: number; remove: number; operation: string };
  readonly diagnostic?: { severity: string; summary: string; detail: string; address?: string };
}

/** Parses a line; `undefined` if it is not an event. */
export function parseEvent(line: string): Event | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** An error of Terraform as text. */
export function problemOf({ summary, detail, address }: NonNullable<Event['diagnostic']>): string {
  if (summary.startsWith('Error acquiring the state lock')) {
    return 'Another terraform or npm run local is running in this folder; wait until it has ended.';
  }
  const problem = `${address ? `${address}: ` : ''}${summary}\n${detail}`.trim();
  return hasNoAddresses(`${summary} ${detail}`) ? `${problem}\n\n${moreAddresses}` : problem;
}

/** Whether the Docker Engine has no address range left for a network, in the words of versions 20 to 29. */
function hasNoAddresses(text: string): boolean {
  return /non-overlapping IPv4 address pool|address pools have been fully subnetted/.test(text);
}

const moreAddresses =
  'Each service has a network, and by default the Docker Engine has address ranges for about 30. Remove unused networks with docker network prune, or set smaller ranges in its daemon.json and restart it: { "default-address-pools": [{ "base": "172.16.0.0/12", "size": 24 }] }';

const signs: Record<string, string> = { create: '+', update: '~', delete: '-', replace: '±' };

/** Progress line of a resource that is being changed or was changed; `undefined` for all other events. */
export function progress({ type, hook }: Event): string | undefined {
  const { resource, action = '', elapsed_seconds: seconds = 0 } = hook ?? {};
  if (!resource || action === 'read') return undefined;
  // Images are only removed from the state.
  if (action === 'delete' && resource.addr.startsWith('docker_image.')) return undefined;
  const line = `  ${signs[action] ?? ' '} ${resource.addr}`;
  if (type === 'apply_complete') return `${line} (${seconds} s)`;
  if (type === 'apply_progress') return `${line} … ${seconds} s`;
  return undefined;
}
