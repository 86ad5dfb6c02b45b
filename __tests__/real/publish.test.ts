import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedMarker, generatedReadmeStart } from '../../constructs/synth/generated-files';
import { FakeGitlab } from '../support/fake-gitlab';
import { type GitlabJob, jobsOfEvents } from '../support/gitlab-jobs';
import { replaceIn } from '../support/main-options';
import { describeWith } from '../support/needs';
import { Runner } from './job-run';

/** Modules without providers, because only the module registry is tested. */
const modulesWith = (type: string) => ({
  shop: {
    variable: { name_prefix: { type } },
    resource: { terraform_data: { url: { input: 'https://${var.name_prefix}.example.com' } } },
    output: { url: { value: '${terraform_data.url.output}' } },
  },
  'shop-existing-vpc': { output: { url: { value: 'https://example.com' } } },
});

describeWith(['terraform', 'openssl'], 'the job that publishes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-publish-'));
  const file = (name: string) => join(folder, name);
  let gitlab: FakeGitlab;
  let job: GitlabJob;
  let runner: Runner;

  beforeAll(async () => {
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
    const to = ['-keyout', file('key.pem'), '-out', file('cert.pem')];
    const made = spawnSync('openssl', ['req', '-x509', ...kind, '-days', '2', ...names, ...to]);
    if (made.status !== 0) throw new Error(made.stderr.toString());
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(file(name), 'utf8'));
    gitlab = await FakeGitlab.start({ key: key ?? '', cert: cert ?? '' });
    const event = {
      ...{ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: null },
      ...{ CI_COMMIT_TAG: 'v0.3.1', CI_COMMIT_REF_PROTECTED: 'true' },
    };
    const found = jobsOfEvents({ tag: event }).tag?.find(({ name }) => name === 'publish');
    if (!found) throw new Error('there is no job publish');
    job = found;
    runner = new Runner({
      PATH: process.env.PATH ?? '',
      HOME: homedir(),
      NODE_EXTRA_CA_CERTS: file('cert.pem'),
      CI_API_V4_URL: gitlab.url,
      CI_PROJECT_ID: gitlab.project,
      CI_PROJECT_ROOT_NAMESPACE: gitlab.modules.namespace,
      CI_JOB_TOKEN: gitlab.token,
    });
  });

  afterAll(() => {
    runner.end();
    gitlab.end();
    rmSync(folder, { recursive: true });
  });

  /** Runs the job for a tag, in a checkout with version 0.3.1. The variable of its modules has the given type. */
  const run = (tag: string, type = 'string') =>
    runner.run(job, { CI_COMMIT_TAG: tag }, [], (checkout) => {
      replaceIn(join(checkout, 'package.json'), /"version": "[^"]*"/, '"version": "0.3.1"');
      for (const [name, configuration] of Object.entries(modulesWith(type))) {
        const there = join(checkout, 'modules', name);
        mkdirSync(there, { recursive: true });
        writeFileSync(
          join(there, 'main.tf.json'),
          JSON.stringify({ '//': generatedMarker(name), ...configuration }),
        );
        writeFileSync(join(there, 'README.md'), generatedReadmeStart(name));
      }
    });

  /** Runs Terraform on a configuration that uses the module. Asynchronous, because the registry runs in this process. */
  const terraform = (args: readonly string[], environment: Readonly<Record<string, string>>) =>
    new Promise<{ code: number | null; output: string }>((resolve) => {
      const { PATH = '' } = process.env;
      // Without this machine's Terraform settings: no provider is downloaded.
      const own = { PATH, HOME: folder, SSL_CERT_FILE: file('cert.pem'), CHECKPOINT_DISABLE: '1' };
      const child = spawn('terraform', args, { cwd: folder, env: { ...own, ...environment } });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          output += chunk;
        });
      }
      child.on('close', (code) => resolve({ code, output }));
    });

  test('a tag that is not the version of package.json publishes nothing', async () => {
    const { code, log } = await run('v0.3.2');
    expect(code).toBe(1);
    expect(log).toContain(
      'The tag is "v0.3.2", but package.json has version "0.3.1", which the tag v0.3.1 publishes',
    );
    expect(gitlab.asked).toEqual([]);
  });

  test('what it publishes an HCL user takes by the lines that it prints', async () => {
    const { code, log } = await run('v0.3.1');
    expect({ code, log: log.slice(log.indexOf('shop 0.3.1')) }).toEqual({
      code: 0,
      log: `shop 0.3.1 was published
shop-existing-vpc 0.3.1 was published

In HCL:

module "shop" {
  source  = "${new URL(gitlab.url).host}/group/shop/aws"
  version = "0.3.1"
}

module "shop-existing-vpc" {
  source  = "${new URL(gitlab.url).host}/group/shop-existing-vpc/aws"
  version = "0.3.1"
}
`,
    });
    const block = /module "shop" \{\n[^}]*/.exec(log)?.[0];
    const output = 'output "url" {\n  value = module.shop.url\n}\n';
    writeFileSync(file('main.tf'), `${block}  name_prefix = "a"\n}\n\n${output}`);

    const refused = await terraform(['init', '-no-color'], {});
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('401 Unauthorized');
    const token = { [`TF_TOKEN_${new URL(gitlab.url).host}`]: gitlab.token };
    const init = await terraform(['init', '-no-color'], token);
    expect(init.output).toContain('Terraform has been successfully initialized!');
    const taken = file('.terraform/modules/shop');
    expect(readdirSync(taken).sort()).toEqual(['LICENSE', 'README.md', 'main.tf.json']);
    expect(readFileSync(join(taken, 'README.md'), 'utf8')).toBe(generatedReadmeStart('shop'));
    expect(readFileSync(join(taken, 'LICENSE'), 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
    const { output: valid } = await terraform(['validate', '-json'], {});
    expect(JSON.parse(valid)).toMatchObject({ valid: true, diagnostics: [] });
    const { output: plan } = await terraform(['apply', '-auto-approve', '-no-color'], {});
    expect(plan).toContain('url = "https://a.example.com"');
  });

  test('started again, it leaves what is there; any other content of the same version is refused', async () => {
    const { code, log } = await run('v0.3.1');
    expect(code).toBe(0);
    expect(log).toContain('shop 0.3.1 is already published with the same content\n');
    const other = await run('v0.3.1', 'any');
    expect(other.code).toBe(1);
    expect(other.log).toContain('shop 0.3.1 is already published with other content');
  });
});
