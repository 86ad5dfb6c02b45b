import { instanceCapacities } from '../ec2/instance-capacity';
import { instanceType } from '../ec2/instance-types';
import {
  type Ec2CapacityOptions,
  type ResolvedEc2Capacity,
  resolveEc2Capacity,
} from '../options/environment/ec2-capacity-options';
import { checkArchitecture, checkOneOf } from '../options/service/task-checks';
import {
  environmentIssues,
  isLess,
  isPlainObject,
  suggestClosest,
  type ValidationIssues,
} from '../options/validation-issues';

const known = [
  ...['instanceTypes', 'minHosts', 'maxHosts', 'targetPercent', 'spotPercent', 'networkMode'],
  ...['eniTrunking', 'volumeGiB', 'maxLifetimeDays', 'terminationProtection', 'xray'],
];

/** Validates the EC2 capacity of an environment by itself. */
export function validateEc2Capacity(environment: string, ec2: unknown): string[] {
  const all: string[] = [];
  if (!environmentIssues(environment, all).object('ec2', ec2, known)) return all;
  const resolved = resolveEc2Capacity(ec2 as Ec2CapacityOptions);
  checkCapacity(environmentIssues(`${environment}.ec2`, all), resolved);
  return all;
}

/** Validates each field by itself. Any field can have a wrong type. */
function checkCapacity(issues: ValidationIssues, ec2Capacity: ResolvedEc2Capacity): void {
  const { minHosts, maxHosts, targetPercent, spotPercent } = ec2Capacity;
  const { networkMode, volumeGiB, maxLifetimeDays } = ec2Capacity;
  checkTypes(issues, ec2Capacity.instanceTypes);
  issues.integer('minHosts', minHosts, 0, 1000);
  issues.integer('maxHosts', maxHosts, 1, 1000);
  // A bound that is not valid by itself is already reported.
  if (!isLess(maxHosts, 1) && isLess(maxHosts, minHosts)) {
    issues.add(`maxHosts must be at least minHosts (${minHosts})`, maxHosts);
  }
  issues.integer('targetPercent', targetPercent, 1, 100);
  issues.integer('spotPercent', spotPercent, 0, 100);
  checkOneOf(issues, 'networkMode', networkMode, ['bridge', 'awsvpc']);
  issues.boolean('eniTrunking', ec2Capacity.eniTrunking);
  issues.boolean('terminationProtection', ec2Capacity.terminationProtection);
  const reason = ' (the AMI needs 30)';
  issues.integer('volumeGiB', volumeGiB, 30, 16_384, reason);
  issues.integer('maxLifetimeDays', maxLifetimeDays, 1, 365);
  checkOneOf(issues, 'xray', ec2Capacity.xray, ['sidecar', 'daemon']);
  if (ec2Capacity.xray === 'daemon' && networkMode === 'awsvpc') {
    issues.report(
      'xray "daemon" needs networkMode "bridge": with "awsvpc" tasks cannot reach the daemon of their instance; set xray: \'sidecar\'',
    );
  }
}

function checkTypes(issues: ValidationIssues, value: unknown): void {
  const types: unknown[] = Array.isArray(value) ? Array.from(value) : [];
  // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplate.html
  if (types.length === 0 || types.length > 40) {
    const suggestion = "write for example ['t3.small']";
    issues.add('instanceTypes must be an array of 1 to 40 instance types', value, suggestion);
    return;
  }
  const before = issues.all.length;
  for (const [index, type] of types.entries()) checkType(issues, index, type);
  if (issues.all.length > before) return;
  const found = instanceCapacities({
    instanceTypes: types as ResolvedEc2Capacity['instanceTypes'],
  });
  const names = found.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) issues.report(`instanceTypes has "${twice}" twice; remove one`);
  const [first, ...others] = found;
  const other = others.find(({ architecture }) => architecture !== first?.architecture);
  if (first && other) {
    issues.report(
      `instanceTypes must have the same architecture: ${first.name} is ${first.architecture}, ${other.name} is ${other.architecture}; remove the types of one of them`,
    );
  }
}

function checkType(issues: ValidationIssues, index: number, type: unknown): void {
  const field = `instanceTypes[${index}]`;
  if (typeof type === 'string') {
    if (instanceType(type)) return;
    const [family = '', size = ''] = type.split('.');
    const near = family && size ? suggestClosest(type, likelyTypes) : '';
    // AWS can have types that are not in our list.
    const advice =
      'write { name, vcpus, memoryMiB, networkInterfaces } with the values of the AWS documentation';
    const suggestion = near.startsWith('did') ? `${near} Otherwise ${advice}` : advice;
    issues.add(`${field} must be a known instance type`, type, suggestion);
    return;
  }
  const fields = ['name', 'vcpus', 'memoryMiB', 'networkInterfaces', 'architecture'];
  if (!isPlainObject(type) || !issues.object(field, type, fields)) {
    if (!isPlainObject(type))
      issues.add(
        `${field} must be the name of an instance type`,
        type,
        'write for example "t3.small"',
      );
    return;
  }
  if (typeof type.name !== 'string' || !/^[a-z0-9-]+\.[a-z0-9-]+$/.test(type.name)) {
    issues.add(`${field}.name must be a name like "m7i.large"`, type.name);
  }
  issues.integer(`${field}.vcpus`, type.vcpus, 1, 1024);
  issues.integer(`${field}.memoryMiB`, type.memoryMiB, 512, 33_554_432);
  issues.integer(`${field}.networkInterfaces`, type.networkInterfaces, 1, 64);
  checkArchitecture(issues, `${field}.architecture`, type.architecture);
}

const likelyTypes = ['t3', 't3a', 't4g', 'm6i', 'm7i', 'm7g', 'c7i', 'c7g', 'r7i', 'r7g'].flatMap(
  (family) =>
    ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge']
      .map((size) => `${family}.${size}`)
      .filter((name) => instanceType(name) !== undefined),
);
