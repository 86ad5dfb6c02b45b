import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Outputs of a configuration without providers, as Terraform evaluates them. */
export function outputsOf(configuration: object, values: object = {}): Record<string, unknown> {
  return inConfiguration(configuration, values, (terraform) => {
    const { stdout, stderr } = terraform('apply', '-auto-approve', '-no-color');
    if (!stdout.includes('Apply complete!')) throw new Error(stderr);
    const outputs: Record<string, { value: unknown }> = JSON.parse(
      terraform('output', '-json').stdout,
    );
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  });
}

/** Validation errors of a plan, without source locations. */
export function planErrors(configuration: object, values: object): string[] {
  return inConfiguration(configuration, values, (terraform) => {
    const lines = terraform('plan', '-json').stdout.split('\n');
    const diagnostics = lines.filter((line) => line.includes('"diagnostic"'));
    return diagnostics.map((line) => {
      const { detail }: { detail: string } = JSON.parse(line).diagnostic;
      return detail.split('\n\nThis was checked by')[0] ?? '';
    });
  });
}

type Run = (...args: string[]) => { readonly stdout: string; readonly stderr: string };

function inConfiguration<T>(configuration: object, values: object, work: (run: Run) => T): T {
  const cwd = mkdtempSync(join(tmpdir(), 'magicnight-'));
  try {
    writeFileSync(join(cwd, 'main.tf.json'), JSON.stringify(configuration));
    writeFileSync(join(cwd, 'terraform.tfvars.json'), JSON.stringify(values));
    return work((...args) => spawnSync('terraform', args, { cwd, encoding: 'utf8' }));
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Text of a module in which what only AWS knows is something. */
export function withAttributes(text: string): string {
  return text
    .replaceAll('var.vpc_id', '"vpc-0123456789abcdef0"')
    .replaceAll('local.partition', '"aws"')
    .replaceAll('local.region', '"ap-southeast-4"')
    .replaceAll('local.account_id', '"111111111111"')
    .replace(/local\.\w+_kms_key_arn/g, '"KEY"')
    .replace(/aws_cloudwatch_log_group\.[\w-]+\.arn/g, '"LOGS"');
}
