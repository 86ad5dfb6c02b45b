import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPythonTool } from '../../commands/cli/python-tool';
import { httpRequest } from '../../commands/http/http-request';
import { AwsClient } from '../../commands/rehearsal/aws/aws-client';
import { emulatorTool } from '../../commands/rehearsal/emulator/emulator';
import { DaemonProcess } from '../../commands/rehearsal/session/daemon-process';
import { folderOf, type SessionRecord } from '../../commands/rehearsal/session/session-record';
import { emulatorResidue, engineResidue } from '../../commands/rehearsal/steps/residue';
import { rehearsalEnvironment } from '../../commands/rehearsal/steps/workspace';
import { shippedOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { synthModules } from '../support/synth-modules';
import { buildImage } from './container';

const images = `
  magicnight_image = "magicnight-test/modules-api:1"
  site_a_image     = "magicnight-test/modules-web:1"
  site_b_image     = "magicnight-test/modules-web:1"
`;

/**
 * Three instances of the modules. The names of two differ only beyond the length limit. The third uses the VPC of the first,
 * and values that are known only after the apply.
 */
const configuration = `
variable "domain" {
  type    = string
  default = null
}

variable "before" {
  type    = number
  default = 1
}

variable "is_taken" {
  type    = bool
  default = false
}

variable "is_moved" {
  default = false
}

variable "second_cidr" {
  default = "10.8.0.0/20"
}

# The test finds remaining resources by this tag.
provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { project = "magicnight" }
  }
}

resource "aws_route53_zone" "shop" {
  name = "example.com"
}

resource "aws_acm_certificate" "shop" {
  domain_name       = "third.example.com"
  validation_method = "DNS"
}

resource "aws_subnet" "others" {
  for_each          = { a = "10.0.240.0/24", b = "10.0.241.0/24" }
  vpc_id            = module.first.vpc_id
  availability_zone = "eu-central-1\${each.key}"
  cidr_block        = each.value
}

module "first" {
  source      = "./magicnight"
  name_prefix = "team-payments-production-europe-one"
  domain      = var.domain
  zone_id     = var.domain == null ? null : aws_route53_zone.shop.zone_id
  tags        = { team = "payments" }
  ${images}
}

resource "terraform_data" "before" {
  input = var.before
}

module "second" {
  source      = "./magicnight"
  depends_on  = [terraform_data.before]
  name_prefix = "team-payments-production-europe-two"
  vpc_cidr    = var.second_cidr
  magicnight_min_tasks = 2
  magicnight_max_tasks = 3
  ${images}
}

module "third" {
  source      = "./magicnight-existing-vpc"
  name_prefix = "team"
  vpc_id      = var.is_moved ? module.second.vpc_id : module.first.vpc_id
  public_subnet_ids = var.is_moved ? module.second.public_subnet_ids : [module.first.public_subnet_ids[1], aws_subnet.others[var.is_taken ? "b" : "a"].id]
  task_subnet_ids   = var.is_moved ? module.second.task_subnet_ids : module.first.task_subnet_ids
  certificate = { arn = aws_acm_certificate.shop.arn }
  ${images}
}

output "all" {
  value = { for name, one in { first = module.first, second = module.second, third = module.third } : name => one }
}
`;

interface Outputs {
  readonly url: string;
  readonly load_balancer_dns_name: string;
  readonly [name: string]: unknown;
}

describeWith(
  ['docker', 'terraform', 'python'],
  'three instances of the modules in one configuration',
  () => {
    const timeoutMs = 15 * 60_000;
    let daemon: DaemonProcess;
    let record: SessionRecord;
    const account = { region: 'eu-central-1' };
    let folder: string;

    beforeAll(async () => {
      daemon = new DaemonProcess();
      const python = await installPythonTool(emulatorTool);
      record = await daemon.start(python, account, AbortSignal.timeout(300_000));
      folder = join(folderOf(daemon.id), 'modules');
      for (const [name, module] of Object.entries(synthModules(shippedOptions))) {
        mkdirSync(join(folder, name), { recursive: true });
        writeFileSync(join(folder, name, 'main.tf.json'), JSON.stringify(module));
      }
      writeFileSync(join(folder, 'main.tf'), configuration);
      await Promise.all([
        buildImage('api', 'magicnight-test/modules-api:1'),
        buildImage('web', 'magicnight-test/modules-web:1'),
      ]);
      // With the user's environment, because the emulator is not a provider registry.
      await run(['init'], process.env);
    }, timeoutMs);

    afterAll(() => daemon.end(AbortSignal.timeout(60_000)));

    const terraform = (...args: string[]) =>
      run(args, rehearsalEnvironment(folderOf(daemon.id), record));

    const run = (args: string[], env: NodeJS.ProcessEnv) =>
      new Promise<string>((resolve) => {
        const child = spawn('terraform', [...args, '-no-color'], { cwd: folder, env });
        let printed = '';
        const add = (chunk: Buffer) => {
          printed += chunk;
        };
        child.stdout.on('data', add);
        child.stderr.on('data', add);
        child.on('close', () => resolve(printed));
      });

    const outputs = async () =>
      JSON.parse((await terraform('output', '-json')).replace(/^[^{]*/, '')).all.value as Record<
        string,
        Outputs
      >;

    /** Response of one instance of the modules. Retries, because its tasks may still be starting. */
    const answer = async (origin: string, name: string, path: string): Promise<string> => {
      for (let tries = 0; ; tries++) {
        const headers = { host: name };
        const { status, body } = await httpRequest(origin, { path, headers, insecure: true });
        if (status === 200) return body;
        if (tries === 60) throw new Error(`${name}${path}: ${status} ${body}`);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    };

    test(
      'no name of one is a name of another, all answer, a second plan is empty, nothing is left',
      async () => {
        expect(await terraform('apply', '-auto-approve')).toContain('Apply complete!');
        const { first, second, third } = (await outputs()) as Record<string, Outputs>;
        if (!first || !second || !third) throw new Error('an instance has no outputs');
        const comparable = (one: Outputs) =>
          Object.entries(one).flatMap(([name, value]) =>
            /_(arns?|names?|ids)$/.test(name) && !/^(vpc|.*subnet|service_names)/.test(name)
              ? Object.values(typeof value === 'object' ? (value as object) : { value })
              : [],
          );
        const all = [first, second, third].flatMap(comparable);
        expect(all.length).toBeGreaterThan(100);
        expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);

        const [plain, secure] = [`http://${record.frontDoor}`, `https://${record.secureDoor}`];
        for (const { load_balancer_dns_name: name } of [first, second]) {
          expect(await answer(plain, name, '/magicnight')).toBe(
            '{"response":"hello magic night!"}',
          );
        }
        expect(third.url).toBe(`https://${third.load_balancer_dns_name}`);
        expect(await answer(secure, third.load_balancer_dns_name, '/b/')).toContain(
          '<h1>site b</h1>',
        );
        expect(await terraform('plan')).toContain('No changes.');
      },
      timeoutMs,
    );

    test.each([
      [
        ['-var=domain=shop.example.org'],
        'These names are not in the hosted zone example.com (zone_id): shop.example.org.',
      ],
      [
        ['-var=is_taken=true'],
        'Each of public_subnet_ids must be in a different Availability Zone, because the load balancer requires it, got subnets in eu-central-1b, eu-central-1b.',
      ],
      [
        ['-var=second_cidr=10.9.0.0/20'],
        'vpc_cidr is 10.9.0.0/20, but the VPC has 10.8.0.0/20, and AWS cannot move its load balancer to another VPC. Set vpc_cidr to 10.8.0.0/20, or destroy the VPC with everything in it first.',
      ],
      [['-var=is_moved=true'], 'and AWS cannot move it to another VPC. Set vpc_id to vpc-'],
      [
        ['-var=domain=Shop'],
        'domain must be a lower-case hostname without scheme, port and "*", for example "shop.example.com", got "Shop".',
      ],
    ])('a plan with %j fails', async (args, message) => {
      expect((await terraform('plan', ...args)).replace(/\n(?=\S)/g, ' ')).toContain(message);
    });

    test('where something changes that a module depends on, nothing of the module is replaced', async () => {
      expect(await terraform('plan', '-var=before=2')).toMatch(
        /Plan: 0 to add, \d+ to change, 0 to destroy\./,
      );
    });

    test(
      'HTTPS is switched on in place',
      async () => {
        const domain = '-var=domain=shop.example.com';
        expect(await terraform('apply', '-auto-approve', domain)).toContain('Apply complete!');
        const secure = `https://${record.secureDoor}`;
        expect(await answer(secure, 'shop.example.com', '/a/')).toContain('<h1>site a</h1>');
        const { headers, status } = await httpRequest(`http://${record.frontDoor}`, {
          path: '/a/',
          headers: { host: 'shop.example.com' },
        });
        expect({ status, location: headers.location }).toEqual({
          status: 301,
          location: expect.stringMatching(/^https:\/\/shop\.example\.com/),
        });
        expect(await terraform('plan', domain)).toContain('No changes.');
      },
      timeoutMs,
    );

    test(
      'a destroy leaves nothing',
      async () => {
        expect(await terraform('destroy', '-auto-approve')).toContain('Destroy complete!');
        expect(await terraform('state', 'list')).toBe('');
        const left = await emulatorResidue(new AwsClient(record), 'magicnight');
        expect([...left, ...(await engineResidue(daemon.id, AbortSignal.timeout(60_000)))]).toEqual(
          [],
        );
      },
      timeoutMs,
    );
  },
);
