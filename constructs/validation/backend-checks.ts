import {
  type BackendOptions,
  defaultStateKey,
  type S3BackendOptions,
} from '../options/environment/backend-options';
import { isPlainObject, ValidationIssues } from '../options/validation-issues';
import { checkRegion } from './network-checks';

const known: readonly (keyof S3BackendOptions)[] = ['bucket', 'key', 'region', 'kmsKeyId'];

/** Validates the field `backend` of an environment or of the registry. */
export function checkBackend(issues: ValidationIssues, backend: unknown): void {
  if (backend === undefined || backend === 'gitlab') return;
  const example = "write for example { s3: { bucket: 'acme-terraform' } }";
  if (!isPlainObject(backend)) {
    const rule = 'backend must be "gitlab" or an object with the field s3';
    issues.add(rule, backend, `${example}, or leave it out for a state in a file`);
    return;
  }
  if (!issues.object('backend', backend, ['s3'])) return;
  const { s3 } = backend;
  if (!issues.object('backend.s3', s3, known, example)) return;
  checkBucket(issues, s3.bucket);
  if (s3.key !== undefined) checkKey(issues, s3.key);
  if (s3.region !== undefined) checkRegion(issues, s3.region, 'backend.s3.region');
  if (s3.kmsKeyId !== undefined) checkKmsKey(issues, s3.kmsKeyId);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkBucket(issues: ValidationIssues, bucket: unknown): void {
  const field = 'backend.s3.bucket';
  const suggestion = 'write for example "acme-terraform"';
  if (typeof bucket !== 'string' || !/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    const rule = `${field} must have 3 to 63 lower-case letters, digits, hyphens and single dots, with a letter or digit at both ends`;
    issues.add(rule, bucket, suggestion);
  } else if (/^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
    issues.add(`${field} must not look like an IP address`, bucket, suggestion);
  } else {
    const [part] =
      /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.exec(bucket) ??
      [];
    if (part === undefined) return;
    const rule = `${field} must be the name of a bucket for general purposes, which does not have "${part}"`;
    issues.add(rule, bucket, suggestion);
  }
}

function checkKey(issues: ValidationIssues, key: unknown): void {
  // The lock has the same key with .tflock, and a key has at most 1024 bytes.
  if (
    typeof key === 'string' &&
    /^(?!\/)(?!.*(\/\/|[$%]\{))[^\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]*[^/\s\p{Cc}\p{Surrogate}]$/u.test(
      key,
    ) &&
    Buffer.byteLength(key) <= 1017
  ) {
    return;
  }
  issues.add(
    'backend.s3.key must be a path of at most 1017 bytes in one line that neither begins nor ends with "/", without "//", "${" and "%{"',
    key,
    'write for example "acme/staging.tfstate", or leave it out',
  );
}

/** The forms that Terraform accepts. */
function checkKmsKey(issues: ValidationIssues, kmsKeyId: unknown): void {
  const id =
    'key/([0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})';
  const alias = 'alias/[\\w/-]+';
  const form = new RegExp(
    `^(${id.slice('key/'.length)}|${alias}|arn:aws[\\w-]*:kms:[a-z0-9-]+:\\d{12}:(${id}|${alias}))$`,
  );
  if (typeof kmsKeyId === 'string' && form.test(kmsKeyId)) return;
  issues.add(
    'backend.s3.kmsKeyId must be the id or the alias of a KMS key, or the ARN of either',
    kmsKeyId,
    'write for example "alias/terraform"',
  );
}

/** A stack, and where its backend is written. */
export interface StackState {
  readonly stack: string;

  /** `environments.staging` or `registry`. */
  readonly field: string;
  readonly backend: BackendOptions | undefined;
}

/** Checks that no two stacks have the same state, whose backends are valid. */
export function checkStates(project: string, states: readonly StackState[]): string[] {
  const issues = new ValidationIssues('main.ts');
  const owners = new Map<string, StackState>();
  for (const state of states) {
    const { stack, backend } = state;
    if (backend === undefined || backend === 'gitlab') continue;
    const { bucket, key = defaultStateKey(project, stack) } = backend.s3;
    const place = JSON.stringify([bucket, key]);
    const owner = owners.get(place);
    owners.set(place, state);
    if (!owner) continue;
    // A key by default is right.
    const [wrong, right] = backend.s3.key === undefined ? [owner, state] : [state, owner];
    issues.add(
      `${wrong.field}.backend.s3.key must not be the key of ${right.field}: stack "${right.stack}" has its state there, in the same bucket`,
      key,
      `leave it out for "${defaultStateKey(project, wrong.stack)}"`,
    );
  }
  return issues.all;
}
