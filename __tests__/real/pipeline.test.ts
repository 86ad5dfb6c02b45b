import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPythonTool } from '../../commands/cli/python-tool';
import { engineEnvironment } from '../../commands/docker/docker-engine';
import { AwsClient } from '../../commands/rehearsal/aws/aws-client';
import { Gateway } from '../../commands/rehearsal/aws/gateway';
import { Emulator, emulatorTool } from '../../commands/rehearsal/emulator/emulator';
import type { Fingerprint } from '../../commands/review/policy/fingerprint';
import { contentTag } from '../../constructs/images/content-tag';
import { FakeGitlab } from '../support/fake-gitlab';
import { type GitlabJob, jobsOfEvents } from '../support/gitlab-jobs';
import { replaceIn, writeRegistry } from '../support/main-options';
import { describeWith } from '../support/needs';
import { FakeSts } from './fake-sts';
import { type JobRun, Runner } from './job-run';

const region = 'eu-central-1';
const key = 'rehearsalpipeline';
const arn = (role: string) =>
  `arn:aws:iam::123456789012:role/magicnight-pipeline/magicnight-${role}`;
const roles = {
  AWS_PLAN_ROLE_ARN: arn('plan'),
  AWS_PUSH_ROLE_ARN: arn('push'),
  AWS_APPLY_ROLE_ARN: arn('apply'),
};

describeWith(['docker', 'python', 'terraform'], 'the pipeline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-pipeline-'));
  let emulator: Emulator;
  let gateway: Gateway;
  let client: AwsClient;
  let gitlab: FakeGitlab;
  let sts: FakeSts;
  let runner: Runner;
  let jobs: Record<string, GitlabJob[] | undefined>;

  /** Result of the job `check` for the shipped stacks. */
  let shipped: JobRun;

  beforeAll(async () => {
    const python = await installPythonTool(emulatorTool);
    const environment = await engineEnvironment();
    emulator = await Emulator.spawn({ python, id: 'pipeline', key, folder, region, environment });
    await emulator.untilReady();
    gateway = await Gateway.start({ emulatorPort: emulator.port, region, key });
    const { address } = gateway;
    client = new AwsClient({
      ...{ gateway: address, emulator: emulator.port, frontDoor: '', secureDoor: '' },
      ...{ region, accessKey: key, project: '', kept: false },
    });
    gitlab = await FakeGitlab.start();
    sts = await FakeSts.start(address, key);
    runner = new Runner(variables(address));
    const push = { CI_COMMIT_BRANCH: 'main', CI_COMMIT_REF_PROTECTED: 'true' };
    const source = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_COMMIT_BRANCH: null };
    const own = { CI_PROJECT_ID: '1217', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1217' };
    const events = {
      'merge request': { ...roles, ...source, ...own },
      'default branch': { ...roles, ...push },
      schedule: { ...roles, ...push, CI_PIPELINE_SOURCE: 'schedule' },
    };
    // The smallest stack on AWS, instead of an environment.
    const registry = '{ local: ci/environment.yml, inputs: { environment: registry } }';
    jobs = jobsOfEvents(events, `include: [{ local: ci/jobs.yml }, ${registry}]`);
  });

  afterAll(async () => {
    runner.end();
    gitlab.end();
    sts.end();
    gateway.stop();
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });

  const variables = (address: string) => ({
    PATH: process.env.PATH ?? '',
    // This machine's Terraform settings are in this folder.
    HOME: homedir(),
    ...roles,
    TERRAFORM_VERSION: '1.11.4',
    CHECKPOINT_DISABLE: '1',
    CI_API_V4_URL: gitlab.url,
    CI_SERVER_URL: 'https://gitlab.example',
    CI_PROJECT_ID: gitlab.project,
    CI_PIPELINE_ID: '5',
    CI_JOB_ID: '99',
    CI_JOB_TOKEN: gitlab.token,
    AWS_TOKEN: 'token of the job',
    AWS_ENDPOINT_URL: `http://${address}`,
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    LOCK_TIMEOUT: '0s',
  });

  const sha = (digit: string) => digit.repeat(40);
  const branch = (commit: string) => ({ CI_COMMIT_BRANCH: 'main', CI_COMMIT_SHA: commit });
  const run = (
    event: string,
    name: string,
    own: Record<string, string>,
    before: JobRun[],
    prepare?: (folder: string) => void,
  ) => {
    const job = jobs[event]?.find((one) => one.name === `${name} registry`);
    if (!job) throw new Error(`${event} has no job ${name} registry`);
    return runner.run(job, own, before, prepare);
  };

  /** The part of the job `check` that later jobs need: the synthesized stacks. The whole job takes long. */
  const check = (prepare?: (folder: string) => void) => {
    const job = jobs['default branch']?.find(({ name }) => name === 'check');
    if (!job) throw new Error('there is no job check');
    return runner.run({ ...job, before_script: [], script: ['npm run synth'] }, {}, [], prepare);
  };

  const fingerprintOf = ({ folder: jobFolder }: JobRun): Fingerprint =>
    JSON.parse(readFileSync(join(jobFolder, 'report/registry/fingerprint.json'), 'utf8'));

  /** Runs the job `review` for a merge request, and merges it. */
  async function merged(iid: number, head: string, commit: string, before: JobRun[]) {
    const review = await run('merge request', 'review', { CI_COMMIT_SHA: head }, before);
    expectGood(review);
    const name = `refs/merge-requests/${iid}/head/review registry/report/registry/fingerprint.json`;
    gitlab.artifacts.set(name, JSON.stringify(fingerprintOf(review)));
    const web_url = `https://gitlab.example/group/shop/-/merge_requests/${iid}`;
    const request = { iid, state: 'merged', target_branch: 'main', sha: head, web_url };
    gitlab.mergeRequests.set(commit, [
      { ...request, merge_commit_sha: commit, squash_commit_sha: null },
    ]);
    return review;
  }

  /** Throws the log of a failed job. */
  function expectGood({ code, log }: JobRun): void {
    if (code !== 0) throw new Error(log);
  }

  /** Calls S3 of the emulator, with a path that begins with the bucket. */
  const s3 = async (method: string, path: string, body?: string) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=0`;
    const url = `http://${gateway.address}${path}`;
    const response = await fetch(url, { method, body, headers: { authorization } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  };
  const createBucket = (name: string) =>
    s3(
      'PUT',
      `/${name}`,
      `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`,
    );

  const lockCalls = () => gitlab.asked.filter(({ url }) => url.endsWith('/lock')).length;
  const resources = () => JSON.parse(gitlab.states.get('registry') ?? '{}').resources?.length;

  test('what was reviewed is applied, once, by the role for it', async () => {
    shipped = await check();
    const review = await merged(7, sha('a'), sha('c'), [shipped]);
    expect(review.artifacts).toEqual(
      expect.arrayContaining(
        ['report.md', 'widget.json', 'policy.xml'].map((name) => `report/registry/${name}`),
      ),
    );
    expect(review.artifacts.filter((path) => !path.startsWith('report/'))).toEqual([]);
    expect(review.log).toContain('Plan: 5 to add, 0 to change, 0 to destroy.');
    expect(fingerprintOf(review)).toMatchObject({ stack: 'registry', commit: sha('a') });

    const plan = await run('default branch', 'plan', branch(sha('c')), [shipped]);
    expectGood(plan);
    expect(plan.artifacts.filter((path) => !path.startsWith('report/'))).toEqual([
      'cdktf.out/stacks/registry/.terraform.lock.hcl',
      'cdktf.out/stacks/registry/backend_override.tf.json',
      'cdktf.out/stacks/registry/cdk.tf.json',
      'cdktf.out/stacks/registry/plan.tfplan',
      ...plan.artifacts.filter((path) => path.endsWith('/sources.json')),
    ]);
    expect({ locks: lockCalls(), states: gitlab.states.size }).toEqual({ locks: 0, states: 0 });

    const apply = await run('default branch', 'apply', branch(sha('c')), [plan]);
    expectGood(apply);
    expect(apply.log).toContain('The plan matches the one reviewed in !7');
    expect(apply.log).toContain('Apply complete! Resources: 5 added, 0 changed, 0 destroyed.');
    expect({ locks: lockCalls(), held: gitlab.locks.size }).toEqual({ locks: 2, held: 0 });
    const token = 'token of the job';
    const session = 'gitlab-1217-99';
    expect([...new Set(sts.assumed.map((one) => JSON.stringify(one)))]).toEqual([
      JSON.stringify({ role: arn('plan'), session, token }),
      JSON.stringify({ role: arn('apply'), session, token }),
    ]);

    const again = await run('default branch', 'apply', branch(sha('c')), [plan]);
    expect(again.code).toBe(1);
    expect(again.log).toContain('Saved plan is stale');
    expect(again.log).toContain('run the whole pipeline of the default branch again');
  });

  test('the job that applies marks the images of its environment in ECR, with the permissions of its role', async () => {
    const job = jobs['default branch']?.find(({ name }) => name === 'apply registry');
    if (!job) throw new Error('default branch has no job apply registry');
    const login = job.before_script.filter((line) => line.includes('AWS_TOKEN'));
    const mark = () =>
      runner.run(
        { ...job, before_script: login, script: ['npm run images -- --deployed fargate'] },
        branch(sha('c')),
        [],
      );
    const ecr = (action: string, body: object) =>
      client.json('ecr', `AmazonEC2ContainerRegistry_V20150921.${action}`, body);
    const repositoryName = 'magicnight/api';
    const imageTag = contentTag({ folder: 'containers/api' });
    await ecr('PutImage', { repositoryName, imageTag, imageManifest: '{"schemaVersion":2}' });
    sts.assumed.length = 0;
    const first = await mark();
    expectGood(first);
    expect(first.log).toContain(`magicnight/api:${imageTag} stays in ECR`);
    expect(first.log).toContain('is not in ECR in eu-central-1, and was not marked as deployed');
    expectGood(await mark());
    expect([...new Set(sts.assumed.map(({ role }) => role))]).toEqual([arn('apply')]);
    expect(await ecr('DescribeImages', { repositoryName })).toMatchObject({
      imageDetails: [
        { imageTags: [imageTag, expect.stringMatching(/^deployed-fargate-[0-9a-f]{12}$/)] },
      ],
    });
  });

  test('what somebody has changed meanwhile stops it, until a person accepts that plan', async () => {
    const before = resources();
    const stacks = await check((project) => writeRegistry(project, "{ zone: 'example.com' }"));
    await merged(8, sha('b'), sha('d'), [stacks]);
    await client.json('ecr', 'AmazonEC2ContainerRegistry_V20150921.DeleteLifecyclePolicy', {
      repositoryName: 'magicnight/api',
    });
    const [drift, plan] = await Promise.all([
      run('schedule', 'drift', branch(sha('c')), [shipped]),
      run('default branch', 'plan', branch(sha('d')), [stacks]),
    ]);
    expect(drift.code).toBe(1);
    expect(drift.log).toContain(`Stack "registry" was changed outside of Terraform:
  aws_ecr_lifecycle_policy.magicnight_api_expiry: was deleted
`);
    expect(drift.log).toContain('Stack "registry" differs from services.ts and main.ts');
    expectGood(plan);

    const apply = (own: Record<string, string> = {}) =>
      run('default branch', 'apply', { ...branch(sha('d')), ...own }, [plan]);
    const { fingerprint } = fingerprintOf(plan);
    const refused = await apply();
    expect(refused.code).toBe(1);
    expect(refused.log).toContain(`The plan of this pipeline differs from the one reviewed in !8:
  aws_ecr_lifecycle_policy.magicnight_api_expiry: only in this plan
Nothing was applied. To accept the plan in the log of job "plan registry", for example a first plan, start this job again with the variable
ACCEPT_PLAN=${fingerprint}`);
    expect(resources()).toBe(before);

    const id = '11111111-2222-3333-4444-555555555555';
    gitlab.locks.set('registry', JSON.stringify({ ID: id, Operation: 'OperationTypeApply' }));
    const locked = await apply({ ACCEPT_PLAN: fingerprint });
    expect(locked.code).toBe(1);
    expect(locked.log).toContain(id);
    expect(locked.log).toContain('The state of stack "registry" is locked');
    gitlab.locks.clear();

    const accepted = await apply({ ACCEPT_PLAN: fingerprint, GITLAB_USER_LOGIN: 'ada' });
    expect(accepted.log).toContain(`The plan was accepted by ada: ACCEPT_PLAN=${fingerprint}`);
    expect(accepted.log).toContain('Apply complete! Resources: 2 added, 0 changed, 0 destroyed.');
    expect({ code: accepted.code, more: resources() - before }).toEqual({ code: 0, more: 1 });
  });

  test('with a bucket in main.ts, state and lock are there, and the pipeline asks GitLab for neither', async () => {
    await createBucket('acme-terraform');
    gitlab.states.clear();
    const before = gitlab.asked.length;
    const stacks = await check((project) => {
      // Other names than those of the resources in the account.
      replaceIn(join(project, 'main.ts'), "project: 'magicnight'", "project: 'acme'");
      writeRegistry(project, "{ backend: { s3: { bucket: 'acme-terraform' } } }");
    });
    const plan = await run('default branch', 'plan', branch(sha('e')), [stacks]);
    expectGood(plan);
    expect(plan.artifacts).not.toContain('cdktf.out/stacks/registry/backend_override.tf.json');
    const { fingerprint } = fingerprintOf(plan);
    const accepted = { ...branch(sha('e')), ACCEPT_PLAN: fingerprint };
    const path = '/acme-terraform/acme/registry.tfstate';
    await s3('PUT', `${path}.tflock`, JSON.stringify({ ID: sha('1'), Operation: 'another' }));
    const locked = await run('default branch', 'apply', accepted, [plan]);
    expect(locked.code).toBe(1);
    expect(locked.log).toContain('The state of stack "registry" is locked');
    await s3('DELETE', `${path}.tflock`);

    const applied = await run('default branch', 'apply', accepted, [plan]);
    expect(applied.log).toContain('Apply complete! Resources: 5 added, 0 changed, 0 destroyed.');
    expect(JSON.parse(await s3('GET', path)).resources).not.toEqual([]);
    await expect(s3('GET', `${path}.tflock`)).rejects.toThrow('404');
    expect(gitlab.asked.length).toBe(before);
    expect(gitlab.states.size).toBe(0);
  });
});
