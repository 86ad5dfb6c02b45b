import { checkHostAddresses } from './address-checks';
import { hostsNeeded, type Room, roomOf, tasksPerHost } from './host-packing';
import { type HostType, hostTypes } from './host-types';
import type { HostsDescription } from './hosts-description';
import { instanceType } from './instance-types';
import { isExisting } from './network-description';
import { closestTo, type Fields, isLess, isPlainObject, Problems } from './problems';
import type { Service } from './service';
import type { SiteDescription } from './site-description';
import { checkArchitecture, checkWord } from './task-checks';
import { mostTasks } from './task-count';
import { sizeBesideDaemon } from './task-size';
import { checkSpot } from './time-checks';

const known = [
  ...['instanceTypes', 'minHosts', 'maxHosts', 'targetPercent', 'spotPercent', 'networkMode'],
  ...['eniTrunking', 'volumeGiB', 'maxLifetimeDays', 'terminationProtection', 'xray'],
];

/**
 * All that is wrong with hosts, and with the services on them: what is right on Fargate may not fit a host.
 *
 * @param site `undefined` where something is wrong with it: then hosts alone are looked at.
 */
export function hostsProblems(site: SiteDescription | undefined, hosts: unknown): string[] {
  const problems = new Problems('ec2');
  if (!problems.fields('hosts', hosts, known)) return problems.all;
  checkHosts(problems, hosts);
  if (site && problems.all.length === 0) checkServices(problems, site, hosts);
  return problems.all;
}

function checkHosts(problems: Problems, hosts: Fields): void {
  const { minHosts = 1, maxHosts = 8, targetPercent = 90, spotPercent = 0 } = hosts;
  const { networkMode = 'bridge', volumeGiB = 30, maxLifetimeDays = 14 } = hosts;
  checkTypes(problems, hosts.instanceTypes);
  problems.wholeNumber('hosts.minHosts', minHosts, 0, 1000);
  problems.wholeNumber('hosts.maxHosts', maxHosts, 1, 1000);
  // A limit that is wrong by itself has its line.
  if (!isLess(maxHosts, 1) && isLess(maxHosts, minHosts)) {
    problems.add(`hosts.maxHosts must be at least minHosts (${minHosts})`, maxHosts);
  }
  problems.wholeNumber('hosts.targetPercent', targetPercent, 1, 100);
  problems.wholeNumber('hosts.spotPercent', spotPercent, 0, 100);
  checkWord(problems, 'hosts.networkMode', networkMode, ['bridge', 'awsvpc']);
  problems.trueOrFalse('hosts.eniTrunking', hosts.eniTrunking);
  problems.trueOrFalse('hosts.terminationProtection', hosts.terminationProtection);
  const reason = ' (the image of AWS has 30)';
  problems.wholeNumber('hosts.volumeGiB', volumeGiB, 30, 16_384, reason);
  problems.wholeNumber('hosts.maxLifetimeDays', maxLifetimeDays, 1, 365);
  checkWord(problems, 'hosts.xray', hosts.xray, ['sidecar', 'daemon']);
  if (hosts.xray === 'daemon' && networkMode === 'awsvpc') {
    problems.say(
      'hosts.xray "daemon" needs networkMode "bridge": tasks with a network interface of their own do not reach their host; write xray: \'sidecar\'',
    );
  }
}

function checkTypes(problems: Problems, value: unknown): void {
  if (value === undefined) return;
  const types: unknown[] = Array.isArray(value) ? Array.from(value) : [];
  // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplate.html
  if (types.length === 0 || types.length > 40) {
    const instead = "write for example ['t3.small']";
    problems.add('hosts.instanceTypes must be a list of 1 to 40 types', value, instead);
    return;
  }
  const before = problems.all.length;
  for (const [index, type] of types.entries()) checkType(problems, index, type);
  if (problems.all.length > before) return;
  const found = hostTypes({ instanceTypes: types as HostsDescription['instanceTypes'] });
  const names = found.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.say(`hosts.instanceTypes has "${twice}" twice; leave one out`);
  const [first, ...others] = found;
  const other = others.find(({ architecture }) => architecture !== first?.architecture);
  if (first && other) {
    problems.say(
      `hosts.instanceTypes must be for one processor: ${first.name} is ${first.architecture}, ${other.name} is ${other.architecture}; leave out those of one of them`,
    );
  }
}

function checkType(problems: Problems, index: number, type: unknown): void {
  const field = `hosts.instanceTypes[${index}]`;
  if (typeof type === 'string') {
    if (instanceType(type)) return;
    const [family = '', size = ''] = type.split('.');
    const near = family && size ? closestTo(type, likelyTypes) : '';
    // What is near may be a type that AWS has, and nobody here knows.
    const described = "write { name, vcpus, memoryMiB, networkInterfaces } as AWS's page has them";
    const instead = near.startsWith('did') ? `${near} If not, ${described}` : described;
    problems.add(`${field} must be a type that is known here`, type, instead);
    return;
  }
  const fields = ['name', 'vcpus', 'memoryMiB', 'networkInterfaces', 'architecture'];
  if (!isPlainObject(type) || !problems.fields(field, type, fields)) {
    if (!isPlainObject(type))
      problems.add(`${field} must be the name of a type`, type, 'write for example "t3.small"');
    return;
  }
  if (typeof type.name !== 'string' || !/^[a-z0-9-]+\.[a-z0-9-]+$/.test(type.name)) {
    problems.add(`${field}.name must be a name like "m7i.large"`, type.name);
  }
  problems.wholeNumber(`${field}.vcpus`, type.vcpus, 1, 1024);
  problems.wholeNumber(`${field}.memoryMiB`, type.memoryMiB, 512, 33_554_432);
  problems.wholeNumber(`${field}.networkInterfaces`, type.networkInterfaces, 1, 64);
  checkArchitecture(problems, `${field}.architecture`, type.architecture);
}

const likelyTypes = ['t3', 't3a', 't4g', 'm6i', 'm7i', 'm7g', 'c7i', 'c7g', 'r7i', 'r7g'].flatMap(
  (family) =>
    ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge']
      .map((size) => `${family}.${size}`)
      .filter((name) => instanceType(name) !== undefined),
);

function checkServices(problems: Problems, site: SiteDescription, hosts: HostsDescription): void {
  const { services, network } = site;
  const { networkMode = 'bridge', maxHosts = 8, spotPercent = 0 } = hosts;
  if (networkMode === 'awsvpc' && network.publicTasks) {
    problems.say(
      'on hosts tasks with networkMode "awsvpc" get no public addresses (publicTasks); write networkMode: \'bridge\', or a NAT gateway',
    );
  }
  if (!isExisting(network)) checkHostAddresses(problems, { ...site, hosts }, network);
  const types = hostTypes(hosts);
  const hasDaemon = hosts.xray === 'daemon' && services.some(({ tracing }) => tracing);
  let allFit = true;
  for (const service of services) {
    const own = new Problems(`ec2: service "${service.name}"`, problems.all);
    checkSpot(own, { ...service, spotPercent });
    if (service.architecture !== types[0]?.architecture) {
      own.say(
        `it is built for ${service.architecture}, and hosts of ${types[0]?.name} are ${types[0]?.architecture}; write another architecture or other instanceTypes`,
      );
    }
    for (const type of types) {
      const problem = fitProblem(service, type, hosts, hasDaemon);
      if (problem) own.say(problem);
      if (problem) allFit = false;
    }
  }
  if (!allFit) return;
  for (const type of types) {
    // No old task goes before there is room for a new one.
    const deployed = (service: Service) => mostTasks(service) + 1;
    const room = roomOf(type, hosts, hasDaemon);
    const needed = hostsNeeded(services, room, hasDaemon, deployed);
    if (needed <= maxHosts) continue;
    const tasks = services.reduce((sum, service) => sum + mostTasks(service), 0);
    problems.say(
      `the services may have ${tasks} tasks (the sum of maxTasks), and one more of each while it is deployed, for which ${needed} hosts of ${type.name} are needed, and maxHosts is ${maxHosts}; write maxHosts: ${needed}, larger instanceTypes, or smaller maxTasks${awsvpcHint(room)}`,
    );
    return;
  }
}

/** Of tasks with an interface of their own few go on a host, however much memory it has. */
function awsvpcHint({ interfaces }: Room): string {
  if (interfaces === Number.POSITIVE_INFINITY) return '';
  return `; with networkMode "awsvpc" a host has network interfaces for ${interfaces} tasks, with "bridge" as many fit as it has memory for`;
}

/** What to do about a task that no host of a type takes. */
function fitProblem(
  service: SiteDescription['services'][number],
  type: HostType,
  hosts: HostsDescription,
  hasDaemon: boolean,
): string | undefined {
  const task = sizeBesideDaemon(service, hasDaemon);
  const room = roomOf(type, hosts, hasDaemon);
  const { count, limit } = tasksPerHost(task, room);
  if (count > 0) return undefined;
  if (limit === 'network interfaces') {
    return `a host of ${type.name} has no network interface for a task; write networkMode: 'bridge' or larger instanceTypes`;
  }
  return `a task of ${task.cpuUnits} CPU units and ${task.memoryMiB} MiB does not fit a host of ${type.name}, which has ${room.cpuUnits} and about ${room.memoryMiB} MiB for tasks; write larger instanceTypes`;
}
