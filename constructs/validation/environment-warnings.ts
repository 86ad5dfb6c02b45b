import { registryHost } from '../images/ecr-image';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import {
  allContainers,
  type ResolvedService,
  referencedImages,
} from '../options/service/resolved-service';
import { isSecretName } from '../options/service/secret-name';

/** What is valid, but probably not intended. */
export function environmentWarnings(environment: ResolvedEnvironment): string[] {
  const { https, services, network, production, protection, alarmTopicArn } = environment;
  const warnings: string[] = [];
  if (https === false) {
    warnings.push(
      'HTTP alone (https: false): anyone on the way can read and change requests and answers',
    );
  }
  for (const service of services) {
    const [reference] = referencedImages(service).filter(
      (one) => registryHost(one) === 'docker.io',
    );
    if (reference === undefined) continue;
    warnings.push(
      `service "${service.name}" pulls "${reference}" from Docker Hub, which refuses some pulls of an address that has made many; use public.ecr.aws, or push it to ECR`,
    );
  }
  warnings.push(...services.flatMap(plainSecrets));
  if (production && !protection.deletionProtection) {
    warnings.push('production without deletionProtection: a destroy takes the load balancer');
  }
  if (protection.alarms && alarmTopicArn === undefined) {
    warnings.push('alarms tell nobody; write alarmTopicArn');
  }
  if (production && !isExistingNetwork(network) && network.nat === 'single') {
    const [zone] = network.zones;
    warnings.push(
      `production with nat: 'single': if zone ${zone} fails, no task reaches the internet; 'per-az' and 'regional' survive it`,
    );
  }
  return warnings;
}

/** Values that look like secrets, and are written in clear text into stacks, snapshots, states and plans. */
function plainSecrets(service: ResolvedService): string[] {
  return allContainers(service)
    .flatMap(({ environment }) => Object.keys(environment))
    .filter(isSecretName)
    .map(
      (name) =>
        `service "${service.name}": environment.${name} looks like a secret, and is written in clear text into the stack, its snapshot, its state and its plans; name it by secrets`,
    );
}
