import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPythonTool } from '../../commands/cli/python-tool';

/**
 * A command for a shell that is the AWS CLI: version 2 where the machine has it, else version 1, installed into the cache
 * folder, since version 2 is in no registry of packages.
 */
export async function awsCli(): Promise<string> {
  const { stdout } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith('aws-cli/2.')) return 'aws --no-cli-pager';
  const python = await installPythonTool({
    name: 'awscli 1.46.2',
    requirements: join(__dirname, 'aws-cli-requirements.txt'),
    probe: 'import awscli.clidriver, yaml, rsa, colorama',
  });
  return `${python} -m awscli`;
}
