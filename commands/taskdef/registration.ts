/** Input of RegisterTaskDefinition for one service. */
export interface Registration {
  readonly family: string;
  readonly containerDefinitions: readonly object[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const fields: readonly string[] = [
  'containerDefinitions',
  'cpu',
  'enableFaultInjection',
  'ephemeralStorage',
  'executionRoleArn',
  'family',
  'inferenceAccelerators',
  'ipcMode',
  'memory',
  'networkMode',
  'pidMode',
  'placementConstraints',
  'proxyConfiguration',
  'requiresCompatibilities',
  'runtimePlatform',
  'tags',
  'taskRoleArn',
  'volumes',
];

/**
 * The text of a `taskdef.json`. Fields are sorted by name, as on the API's page, so that the same task always gives the same
 * file. Lists keep their order, which may matter.
 */
export function registrationText(registration: Registration): string {
  return `${JSON.stringify(sorted(registration), null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    // Terraform's null means unset; the AWS CLI rejects it.
    .filter(([, field]) => field !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, field]) => [key, sorted(field)]));
}
