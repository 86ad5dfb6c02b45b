/** What RegisterTaskDefinition takes for one service. */
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
 * The text of a `taskdef.json`. Fields are in the order of the API's page, by the alphabet, so that the same task gives the
 * same bytes; lists keep theirs, which may have a meaning.
 */
export function registrationText(registration: Registration): string {
  return `${JSON.stringify(sorted(registration), null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    // What Terraform has as null is not there; the AWS CLI refuses it.
    .filter(([, field]) => field !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, field]) => [key, sorted(field)]));
}
