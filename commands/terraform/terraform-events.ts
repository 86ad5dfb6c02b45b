/** The part that is used of the lines that `terraform apply -json` prints. */
export interface Event {
  readonly type: string;
  readonly hook?: { resource?: { addr: string }; action?: string; elapsed_seconds?: number };
  readonly changes?: { add: number; change: number; remove: number; operation: string };
  readonly diagnostic?: { severity: string; summary: string; detail: string; address?: string };
}

/** An event from its line; `undefined` if the line is none. */
export function parseEvent(line: string): Event | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What Terraform says is wrong. */
export function problemOf({ summary, detail, address }: NonNullable<Event['diagnostic']>): string {
  if (summary.startsWith('Error acquiring the state lock')) {
    return 'Another terraform or npm run local is at work in this folder; wait for it to end.';
  }
  return `${address ? `${address}: ` : ''}${summary}\n${detail}`.trim();
}

const signs: Record<string, string> = { create: '+', update: '~', delete: '-', replace: '±' };

/** How a step is shown while it runs and when it is done; `undefined` if it is of no interest. */
export function progress({ type, hook }: Event): string | undefined {
  const { resource, action = '', elapsed_seconds: seconds = 0 } = hook ?? {};
  if (!resource || action === 'read') return undefined;
  // Images stay: only the state forgets them.
  if (action === 'delete' && resource.addr.startsWith('docker_image.')) return undefined;
  const line = `  ${signs[action] ?? ' '} ${resource.addr}`;
  if (type === 'apply_complete') return `${line} (${seconds} s)`;
  if (type === 'apply_progress') return `${line} … ${seconds} s`;
  return undefined;
}
