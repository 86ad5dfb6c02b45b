import { spawnSync } from 'node:child_process';
import { AwsClient } from '../../commands/rehearsal/aws/aws-client';
import { readRecord } from '../../commands/rehearsal/session/session-record';
import { emulatorResidue, engineResidue } from '../../commands/rehearsal/steps/residue';
import { describeWith } from '../support/needs';
import { cloneWithModules } from '../support/project-copy';
import { docker } from './container';
import { runDocumentedCommands } from './documented-commands';
import { RehearsalRun, residueOf } from './rehearsal-run';

const page = 'examples/hcl/README.md';
const end = 'npm run rehearse -- --end';

/** Resources and containers that Terraform has left, while the emulator is still running. */
const leftByTerraform = async (folder: string, id: string) => {
  const record = readRecord(id);
  if (!record) throw new Error(`${id} is not up`);
  const states = ['registry', 'test', 'production'].map((environment) => {
    const chdir = `-chdir=${folder}/examples/hcl/${environment}`;
    return spawnSync('terraform', [chdir, 'state', 'list'], { encoding: 'utf8' }).stdout;
  });
  return [
    ...states.filter((state) => state !== ''),
    ...(await emulatorResidue(new AwsClient(record), 'magicnight')),
    ...(await engineResidue(id, AbortSignal.timeout(60_000))),
  ];
};

describeWith(['docker', 'terraform', 'python'], page, () => {
  // The page applies two environments in sequence.
  const timeoutMs = 25 * 60_000;

  test(
    'on a fresh clone each command does what the page says, and nothing is left',
    async () => {
      const { folder, remove } = cloneWithModules();
      try {
        const untilEnd = (text: string) => `${text.split(`\n${end}`)[0]}\n\`\`\`\n`;
        const printed = await runDocumentedCommands(page, folder, untilEnd);
        const [, id = ''] = /^Rehearsing .*(magicnight-rehearsal-[0-9a-f]+)/m.exec(printed) ?? [];
        const [, registry = ''] = /at http:\/\/(\S+)/.exec(printed) ?? [];
        expect(await leftByTerraform(folder, id)).toEqual([]);

        const theEnd = (text: string) => `\`\`\`sh\n${end}${text.split(`\n${end}`)[1]}`;
        expect(await runDocumentedCommands(page, folder, theEnd)).toContain(`Removed ${id}\n`);
        expect(await residueOf(id)).toEqual([]);
        expect(await docker('images', '--quiet', `${registry}/*/*`)).toBe('');
      } finally {
        // After a failure, the rehearsal is still running.
        await new RehearsalRun(folder, ['--end']).ended;
        remove();
      }
    },
    timeoutMs,
  );
});
