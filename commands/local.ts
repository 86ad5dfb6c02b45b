import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { runChild } from './child';
import { Interrupted, runCommand, UserError } from './command';
import { containersOf, lastLines, requireEngine } from './docker-engine';
import { Terraform } from './terraform';

const usage = `Usage: npm run local -- [--https-port <port>] [--http-port <port>] [--name <name>]

Builds the images, starts the services of services.ts on the Docker Engine of this machine behind the HTTPS proxy,
waits until they are healthy and prints where they are. Run it again after a change; npm run local:down takes it down.

  --https-port <port>  port of 127.0.0.1 that serves the routes (8443)
  --http-port <port>   port of 127.0.0.1 that redirects to it (8080)
  --name <name>        what the names of containers and network begin with (magicnight-local)
`;

const options = {
  'https-port': { type: 'string' },
  'http-port': { type: 'string' },
  name: { type: 'string' },
} as const;

const healthySeconds = 120;

runCommand(usage, options, async ({ values }) => {
  await requireEngine();
  await synth();
  const variables = {
    https_port: values['https-port'] ?? variable('https_port'),
    http_port: values['http-port'] ?? variable('http_port'),
    name: values.name ?? variable('name'),
  };
  await requirePorts(variables);
  const terraform = await Terraform.init('local');
  console.log('Building images and starting containers');
  try {
    const changed = await terraform.apply(variables);
    if (changed === 0) console.log('  no changes');
    await untilHealthy(variables.name);
  } catch (error) {
    if (error instanceof Interrupted) {
      throw new Interrupted(
        'Interrupted. npm run local goes on from here, npm run local:down removes what was made.',
      );
    }
    if (error instanceof UserError) await showTroubled(variables.name);
    throw error;
  }
  const { urls } = await terraform.outputs();
  console.log(`\n${Object.values(urls as Record<string, string>).join('\n')}\n`);
  console.log('The certificate is self-signed: curl needs --insecure, a browser a click.');
  console.log('Test it with  npm run smoke -- https://localhost:%s', variables.https_port);
  console.log('End it with   npm run local:down');
});

async function synth(): Promise<void> {
  const { code, stderr } = await runChild(process.execPath, ['--import', 'tsx', 'main.ts']);
  if (code !== 0) throw new UserError(stderr.trim());
}

/** The value of a Terraform variable of the stack: from the environment, as Terraform reads it, or its default. */
function variable(name: string): string {
  const { variable } = JSON.parse(readFileSync('cdktf.out/stacks/local/cdk.tf.json', 'utf8'));
  return process.env[`TF_VAR_${name}`] ?? String(variable[name].default);
}

/** @throws UserError where a port is no port, or something else listens on it. */
async function requirePorts(ports: { https_port: string; http_port: string; name: string }) {
  const { https_port, http_port, name } = ports;
  if (https_port === http_port) {
    throw new UserError(`--https-port and --http-port must differ, got ${https_port} for both`);
  }
  const running = (await containersOf(name)).some(
    ({ name: container }) => container === `${name}-proxy`,
  );
  for (const [option, port] of [
    ['--https-port', https_port],
    ['--http-port', http_port],
  ]) {
    if (!/^\d+$/.test(String(port)) || Number(port) < 1 || Number(port) > 65535) {
      throw new UserError(`${option} must be a whole number from 1 to 65535, got "${port}"`);
    }
    // A proxy of ours may hold them, and Terraform replaces it where it must.
    if (!running && (await isTaken(Number(port)))) {
      throw new UserError(
        `Port ${port} of 127.0.0.1 is taken; free it, or take another: npm run local -- ${option} <port>`,
      );
    }
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}

/** Terraform waits for containers that it makes; this waits for those that were there, too. */
async function untilHealthy(name: string): Promise<void> {
  const deadline = Date.now() + healthySeconds * 1000;
  for (;;) {
    const containers = await containersOf(name);
    const waiting = containers.filter(
      ({ state, health }) => state !== 'running' || health === 'starting',
    );
    const ill = containers.filter(({ health }) => health === 'unhealthy');
    if (ill.length === 0 && waiting.length === 0) {
      console.log(`  ${containers.length} containers are up and healthy`);
      return;
    }
    if (waiting.length === 0 || Date.now() > deadline) {
      const names = [...ill, ...waiting].map((container) => container.name);
      throw new UserError(`Not healthy: ${names.join(', ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Prints what the containers said that are not as they should be. */
async function showTroubled(name: string): Promise<void> {
  for (const { name: container, state, health } of await containersOf(name)) {
    if (state === 'running' && health !== 'unhealthy') continue;
    const lines = (await lastLines(container, 10)).split('\n');
    // A container that is started again and again says the same again and again.
    const said = lines.filter((line, index) => line !== lines[index - 1]);
    console.error(`${container} is ${state} ${health}`.trimEnd());
    console.error(said.map((line) => `  ${line}`).join('\n'));
  }
}
