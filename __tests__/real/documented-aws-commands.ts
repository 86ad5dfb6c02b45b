import { commandsNotRun, onEmulator } from '../support/commands-not-run';
import { fencedBlocks } from '../support/pages';
import { awsCli } from './aws-cli';

/**
 * Runs the commands of a page for the AWS CLI that an emulator can answer.
 *
 * @param inShell runs a script in a shell that can reach a running rehearsal, and returns what it prints.
 */
export async function runOnEmulator(
  page: string,
  inShell: (script: string) => string,
): Promise<string> {
  const starts = commandsNotRun
    .filter((commands) => commands.page === page && commands.reason === onEmulator)
    .map((commands) => commands.starts);
  const blocks = fencedBlocks(page)
    .filter(
      ({ kind, text }) => kind === 'console' && starts.some((start) => text.startsWith(start)),
    )
    .map(({ text }) => text);
  if (blocks.length !== starts.length)
    throw new Error(`${page} has ${blocks.length} of ${starts.length} blocks for the emulator`);
  return inShell(`aws() { ${await awsCli()} "$@"; }\n${blocks.join('\n')}`);
}
