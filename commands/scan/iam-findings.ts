import { join } from 'node:path';
import { runChild } from '../cli/child-process';
import { UserError } from '../cli/command';
import type { ScannedPolicy } from './policies';

/** What parliament or cloudsplaining finds in a policy. */
export interface IamFinding {
  /** Address of the resource that has the policy. */
  readonly address: string;

  /** `RESOURCE_STAR` of parliament, or `PrivilegeEscalation` of cloudsplaining. */
  readonly check: string;
  readonly title: string;

  /** The action, service or escalation that it is about; empty if it is about the whole policy. */
  readonly subject: string;

  /** More about it, such as the ARN that the action needs. */
  readonly detail: string;

  /** Conditions of the statement: `StringEquals aws:ResourceTag/project`. */
  readonly conditions: readonly string[];
}

/**
 * Checks policies with parliament and cloudsplaining.
 *
 * @param python interpreter that has both.
 * @throws UserError if they fail.
 */
export async function iamFindings(
  python: string,
  policies: readonly ScannedPolicy[],
): Promise<IamFinding[]> {
  if (policies.length === 0) return [];
  const lines: string[] = [];
  const { code, stderr } = await runChild(python, [join(__dirname, 'iam_policies.py')], {
    input: JSON.stringify(policies),
    onLine: (line) => lines.push(line),
    // Python would write compiled files into the folder of the package.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONWARNINGS: 'ignore' },
  });
  if (code !== 0) {
    const addresses = policies.map(({ address }) => address).join(', ');
    throw new UserError(
      `parliament and cloudsplaining could not check ${addresses} (exit code ${code})\n${stderr.trim()}`,
    );
  }
  // cloudsplaining prints notes of its own before the result.
  return JSON.parse(lines.at(-1) ?? '[]');
}
