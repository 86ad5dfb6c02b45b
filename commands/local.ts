import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Interrupted, runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import {
  engineEnvironment,
  requireEngine,
  stackContainers,
  stackNetworks,
} from './docker/docker-engine';
import { reportKilled } from './docker/killed-containers';
import { servicePorts } from './docker/port-check';
import { printRootNotices } from './docker/root-images';
import { containersToReplace, printUnhealthy, untilHealthy } from './docker/stack-health';
import { nameInState, stateFile } from './terraform/local-state';
import { Terraform } from './terraform/terraform';

const usage = `Usage: npm run local -- [--https-port <port>] [--http-port <port>] [--name <name>]

Builds the images, starts the services of services.ts on the Docker Engine of this machine behind an HTTPS proxy,
waits until they are healthy and answer on their ports, and prints their URLs. Run it again after a change; npm run local:down removes everything.

  --https-port <port>  port of 127.0.0.1 that serves the routes (8443)
  --http-port <port>   port of 127.0.0.1 that redirects to HTTPS (8080)
  --name <name>        prefix of the names of containers and networks (<project>-local)

Secrets have placeholder values; TF_VAR_secrets_<service>='{"DB_PASSWORD":"x"}' sets the values for a service.
`;

const options = {
  'https-port': { type: 'string' },
  'http-port': { type: 'string' },
  name: { type: 'string' },
} as const;

const stackFile = 'cdktf.out/stacks/local/cdk.tf.json';

runCommand(usage, options, async ({ values, positionals }) => {
  if (positionals.length > 0)
    throw new UserError(`unexpected argument "${positionals.join(' ')}"\n\n${usage.trimEnd()}`);
  await requireEngine();
  const { services } = await synth({ stacks: ['local'] });
  const variables = {
    https_port: values['https-port'] ?? variable('https_port'),
    http_port: values['http-port'] ?? variable('http_port'),
    name: values.name ?? variable('name'),
  };
  requireName(variables.name);
  await requirePorts(variables);
  await requireKnown(variables.name);
  const terraform = await Terraform.init({
    folder: 'cdktf.out/stacks/local',
    environment: await engineEnvironment(),
  });
  console.log('Building images and starting containers');
  // The clock of the engine may differ a little.
  const since = Date.now() - 5000;
  try {
    const replaced = await containersToReplace(variables.name);
    const changed = await reportKilled(variables.name, stackFile, () =>
      terraform.apply(variables, replaced).finally(() => printRootNotices(variables.name, since)),
    );
    if (changed === 0) console.log('  no changes');
    await untilHealthy(variables.name, servicePorts(variables.name, services), healthySeconds());
  } catch (error) {
    if (error instanceof Interrupted) {
      throw new Interrupted(
        'Interrupted. To continue, use npm run local; to remove what was created, use npm run local:down.',
      );
    }
    if (error instanceof UserError) await printUnhealthy(variables.name);
    throw error;
  }
  const { urls } = await terraform.outputs();
  console.log(`\n${Object.values(urls as Record<string, string>).join('\n')}\n`);
  console.log(
    'The certificate is self-signed: use curl with --insecure, and accept the warning in a browser.',
  );
  console.log('Test it with  npm run smoke -- https://localhost:%s', variables.https_port);
  if (hasTraces()) console.log('See traces:   docker logs %s-xray-daemon', variables.name);
  console.log('Stop it with  npm run local:down');
});

/** Whether the stack has a fake X-Ray daemon, which prints traces. */
function hasTraces(): boolean {
  const { resource } = JSON.parse(readFileSync(stackFile, 'utf8'));
  return Object.hasOwn(resource.docker_container, 'xray-daemon');
}

/** The value of a Terraform variable of the stack: from the environment, or its default. */
function variable(name: string): string {
  const { variable } = JSON.parse(readFileSync(stackFile, 'utf8'));
  return process.env[`TF_VAR_${name}`] ?? String(variable[name].default);
}

/** @throws UserError if a port is invalid or in use by another program. */
async function requirePorts(ports: { https_port: string; http_port: string; name: string }) {
  const { https_port, http_port, name } = ports;
  if (https_port === http_port) {
    throw new UserError(`--https-port and --http-port must differ, got ${https_port} for both`);
  }
  // The stack's own ports are available: Terraform replaces the proxy if necessary.
  const ours = (await stackContainers(name)).flatMap((container) => container.ports);
  for (const [option, port = ''] of [
    ['--https-port', https_port],
    ['--http-port', http_port],
  ]) {
    if (!/^[1-9]\d*$/.test(port) || Number(port) > 65535) {
      throw new UserError(`${option} must be a whole number from 1 to 65535, got "${port}"`);
    }
    if (!ours.includes(port) && (await isTaken(Number(port)))) {
      const other = nameInState();
      const owner =
        other && other !== name
          ? ` (the stack "${other}" of this folder is running: npm run local:down)`
          : '';
      throw new UserError(
        `Port ${port} of 127.0.0.1 is in use; free it${owner}, or choose another: npm run local -- ${option} <port>`,
      );
    }
  }
}

function requireName(name: string): void {
  if (/^[a-z0-9][a-z0-9-]*$/.test(name)) return;
  throw new UserError(`--name must be lower-case letters, digits and hyphens, got "${name}"`);
}

/** @throws UserError if containers or networks with this name exist that are not in the state. */
async function requireKnown(name: string): Promise<void> {
  if (nameInState() !== undefined) return;
  const isThere =
    (await stackContainers(name)).length > 0 || (await stackNetworks(name)).length > 0;
  if (!isThere) return;
  throw new UserError(
    `Containers or networks of "${name}" exist, but are not in ${stateFile}; remove them with: npm run local:down -- --name ${name}`,
  );
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}

/** Time until the slowest health check has failed. */
function healthySeconds(): number {
  const { resource } = JSON.parse(readFileSync(stackFile, 'utf8'));
  const containers = Object.values<{ wait_timeout?: number }>(resource.docker_container);
  return Math.max(120, ...containers.map(({ wait_timeout = 0 }) => wait_timeout));
}
