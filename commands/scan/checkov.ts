import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from '../../constructs/images/package-folder';
import { runChild } from '../cli/child-process';
import { UserError } from '../cli/command';

/** Result of a scan. */
export interface ScanResult {
  readonly passed: number;
  readonly failed: readonly FailedCheck[];
}

export interface FailedCheck {
  /** `CKV_AWS_91` */
  readonly check: string;
  readonly title: string;
  readonly resource: string;
}

/** A folder with a `cdk.tf.json`, or a plan in the format of `terraform show -json`. */
export type ScanTarget = { readonly folder: string } | { readonly plan: string };

interface Report {
  readonly summary?: { readonly passed: number; readonly parsing_errors: number };
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
    }[];
  };
}

/**
 * Runs all checks of checkov, except those in `.checkov.yaml` and in `skipped`.
 *
 * @param python interpreter that has checkov.
 * @throws UserError if checkov cannot parse its input. Checkov itself then succeeds without any check.
 */
export async function scan(
  python: string,
  target: ScanTarget,
  skipped: readonly string[],
): Promise<ScanResult> {
  if ('plan' in target) {
    return runCheckov(
      python,
      target.plan,
      ['--file', target.plan, '--framework', 'terraform_plan'],
      skipped,
    );
  }
  const stack = readFileSync(join(target.folder, 'cdk.tf.json'), 'utf8');
  const copy = mkdtempSync(join(tmpdir(), 'magicnight-scan-'));
  try {
    writeFileSync(join(copy, 'cdk.tf.json'), JSON.stringify(readableStack(stack)));
    const what = ['--directory', copy, '--framework', 'terraform_json'];
    return await runCheckov(python, target.folder, what, skipped);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** A stack without what checkov has no check of, and cannot read: text where it expects a block. */
export function readableStack(stack: string): object {
  const { terraform, moved, ...others } = JSON.parse(stack);
  const { required_version, ...settings } = terraform;
  return { ...others, terraform: settings };
}

async function runCheckov(
  python: string,
  name: string,
  what: readonly string[],
  skipped: readonly string[],
): Promise<ScanResult> {
  const lines: string[] = [];
  const { code, stderr } = await runChild(
    python,
    [
      ...['-m', 'checkov.main', ...what, '--config-file', configFile()],
      ...['--output', 'json', '--compact', '--quiet', '--skip-download'],
      // Arguments replace the list in the file, so the checks of the file are passed, too.
      ...[...alwaysSkipped(), ...skipped].flatMap((check) => ['--skip-check', check]),
    ],
    {
      env: { ...process.env, LOG_LEVEL: 'ERROR' },
      onLine: (line) => lines.push(line),
    },
  );
  const { summary, results } = parsed(lines.join('\n')) ?? {};
  if (!summary || !results || summary.parsing_errors > 0 || summary.passed === 0) {
    throw new UserError(`checkov could not read ${name} (exit code ${code})\n${stderr.trim()}`);
  }
  const failed = results.failed_checks.map(({ check_id, check_name, resource }) => ({
    check: check_id,
    title: check_name,
    resource,
  }));
  return { passed: summary.passed, failed };
}

/** The `.checkov.yaml` of the working folder; without one, that of this package. */
function configFile(): string {
  const own = '.checkov.yaml';
  return existsSync(own) ? own : join(packageFolder(), own);
}

/** The checks that `.checkov.yaml` skips. */
function alwaysSkipped(): string[] {
  const text = readFileSync(configFile(), 'utf8');
  return [...text.matchAll(/^ *- *(CKV\w+)/gm)].flatMap(([, check]) => check ?? []);
}

function parsed(text: string): Report | undefined {
  try {
    const report: Report | Report[] = JSON.parse(text);
    return Array.isArray(report) ? report[0] : report;
  } catch {
    return undefined;
  }
}
