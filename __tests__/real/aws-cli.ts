import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPythonTool } from '../../commands/cli/python-tool';

/**
 * Shell command that runs the AWS CLI: version 2 if this machine has it, otherwise version 1. Version 1 is installed into
 * the cache folder, because version 2 is not in a package registry.
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
