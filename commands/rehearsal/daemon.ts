/**
 * Background process of one rehearsal: runs the emulator, the gateway and the load balancer ports. It ends with its command,
 * unless it receives the message `keep`.
 */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../cli/child-process';
import { engineEnvironment } from '../docker/docker-engine';
import { AwsClient } from './aws/aws-client';
import { Gateway } from './aws/gateway';
import { LoadBalancerPorts, type TlsIdentity } from './aws/load-balancer-ports';
import { RecordedActions } from './aws/recorded-permissions';
import { Scaler } from './aws/scaler';
import { countedRequests, Emulator } from './emulator/emulator';
import { removeAll } from './session/cleanup';
import type { FromDaemon, ToDaemon } from './session/daemon-process';
import { type Doors, folderOf, type SessionRecord, writeRecord } from './session/session-record';

const [id = ''] = process.argv.slice(2);
let emulator: Emulator | undefined;
let record: SessionRecord | undefined;
let scaler: Scaler | undefined;
let ending = false;

const tell = (message: FromDaemon) => process.connected && process.send?.(message);

process.on('message', (message: ToDaemon) => {
  if (message.type === 'start') start(message).catch(fail);
  else if (message.type === 'keep') keep();
  else end();
});
// The command has ended, normally or not.
process.on('disconnect', () => record?.kept || end());
process.on('SIGTERM', end).on('SIGINT', end).on('SIGHUP', end);

async function start(message: Extract<ToDaemon, { type: 'start' }>): Promise<void> {
  const { python, region, balancers = {} } = message;
  const key = `rehearsal${randomBytes(16).toString('hex')}`;
  const { PATH, DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH } = await engineEnvironment();
  const environment = { PATH, DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH };
  const folder = folderOf(id);
  if (ending) return;
  emulator = await Emulator.spawn({ python, id, key, region, folder, environment });
  writeFileSync(join(folder, 'emulator.pid'), String(emulator.pid));
  await emulator.untilReady();
  emulator.onExit(() => fail(new Error('the emulator exited unexpectedly')));
  const options = { emulatorPort: emulator.port, region, key };
  const recorded = new RecordedActions(id);
  const gateway = await Gateway.start({
    ...options,
    onCall: (request) => recorded.record(request),
  });
  const identity = await selfSigned(python, environment);
  const openDoors = async (balancer?: string): Promise<Doors> => {
    const ports = await LoadBalancerPorts.start({ ...options, balancer }, identity);
    return { frontDoor: ports.address(80), secureDoor: ports.address(443) };
  };
  const doors: Record<string, Doors> = {};
  for (const [name, balancer] of Object.entries(balancers)) doors[name] = await openDoors(balancer);
  record = {
    emulator: emulator.port,
    gateway: gateway.address,
    ...(await openDoors()),
    doors,
    region,
    accessKey: key,
    project: process.cwd(),
    kept: false,
  };
  writeRecord(id, record);
  scaler = new Scaler({
    client: new AwsClient(record),
    services: () => gateway.autoScaling.services(),
    requests: () => countedRequests(options),
  });
  scaler.start();
  tell({ type: 'ready', record });
}

/** Creates a certificate for the load balancer. The emulator's ACM certificates have no private key. */
async function selfSigned(python: string, environment: NodeJS.ProcessEnv): Promise<TlsIdentity> {
  const identity = await outputOf(python, [join(__dirname, 'certificate.py')], {
    env: environment,
  });
  if (identity === undefined)
    throw new Error('the certificate of the load balancer could not be created');
  return JSON.parse(identity);
}

function keep(): void {
  if (!record) return;
  record = { ...record, kept: true };
  writeRecord(id, record);
  process.disconnect?.();
}

function fail(error: Error): void {
  tell({ type: 'failed', message: error.message });
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  scaler?.stop();
  await emulator?.stop();
  await removeAll(id);
  process.exit(0);
}
