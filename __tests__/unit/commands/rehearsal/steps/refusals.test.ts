import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interrupted, UserError } from '../../../../../commands/cli/command';
import { folderOf } from '../../../../../commands/rehearsal/session/session-record';
import { inOrder } from '../../../../../commands/rehearsal/steps/refusals';

const id = `refusals-test-${process.pid}`;
const refused = 'refused: ClusterContainsServicesException: The Cluster cannot be deleted';
const order = `Wrong order of deletions, which would hang on AWS\n  ${refused}`;

beforeEach(() => mkdirSync(folderOf(id)));
afterEach(() => rmSync(folderOf(id), { recursive: true }));

const after = (log: string, work: () => Promise<number>) => {
  writeFileSync(join(folderOf(id), 'host.log'), log);
  return inOrder(id, work);
};

const fails = (error: Error) => () => Promise.reject(error);

test('what was refused is an error, each once, also where Terraform came through in the end', async () => {
  const twice = `x\n${refused}\n${refused}\n`;
  await expect(after(twice, async () => 1)).rejects.toThrow(new UserError(order));
  expect(await after('x\n', async () => 1)).toBe(1);
});

test('it is added to what Terraform said, and to nothing else', async () => {
  const failed = fails(new UserError('Terraform failed'));
  const both = new UserError(`Terraform failed\n${order}`);
  await expect(after(refused, failed)).rejects.toThrow(both);
  await expect(after('', failed)).rejects.toThrow(new UserError('Terraform failed'));
  const interrupted = new Interrupted('Interrupted.');
  await expect(after(refused, fails(interrupted))).rejects.toBe(interrupted);
});
