import { generatedReadmeStart } from '../synth/generated-files';
import { inputsOf, type ModuleConfiguration } from './module-configuration';
import { moduleCall } from './module-example';
import { moduleTables } from './module-readme-tables';
import { codeCell } from './module-readme-text';

/** A service of a module, as its README lists it. */
export interface ModuleReadmeService {
  readonly name: string;

  /** Name of its image, without registry and tag: `magicnight/api`. */
  readonly image: string;

  /** CPU and memory of a task: `0.25 vCPU, 512 MiB`. */
  readonly size: string;

  /** Its routes: `/a`, or `admin.example.com/`. */
  readonly routes: readonly string[];
}

export interface ModuleReadmeProps {
  /** Name of the module in a registry, and of its folder in `modules`. */
  readonly name: string;

  /** Version without the `v` of the tag: `0.1.0`. */
  readonly version: string;

  /** Its `main.tf.json`. */
  readonly configuration: ModuleConfiguration;

  readonly services: readonly ModuleReadmeService[];

  /** Fixed settings of the network, if the module creates one: `zones a, b; NAT gateways: single`. */
  readonly network?: string;
}

/**
 * The README of a Terraform module, for users of HCL: what it creates, how to call it, and its inputs and outputs as
 * terraform-docs formats them.
 *
 * @throws Error if there is no example value for a required input.
 */
export function moduleReadme(module: ModuleReadmeProps): string {
  return `${[
    `${generatedReadmeStart(module.name)}: edit \`services.ts\` or \`main.ts\` instead of this page.`,
    purpose(module.configuration),
    services(module.services),
    '## Usage',
    usage(module),
    '## Notes',
    notes(module).join('\n'),
    '<!-- BEGIN_TF_DOCS -->',
  ].join('\n\n')}\n${moduleTables(module.configuration)}\n<!-- END_TF_DOCS -->\n`;
}

function purpose(configuration: ModuleConfiguration): string {
  const network = takesVpc(configuration) ? 'in an existing VPC' : 'in a new VPC';
  return `A Terraform module that runs the services below on Amazon ECS with Fargate, ${network}.

It creates ${takesVpc(configuration) ? '' : 'the VPC with its subnets and its internet access, '}an ECS cluster, and an Application Load Balancer with a rule for each route.
For each service it creates a task definition, IAM roles, a security group, a target group, a log group and, if its number
of tasks can change, auto scaling.`;
}

function services(all: readonly ModuleReadmeService[]): string {
  const rows = all.map(({ name, image, size, routes }) => {
    const cells = [
      codeCell(name),
      routes.map(codeCell).join(', ') || 'none',
      codeCell(image),
      size,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| Service | Routes | Image | Task |',
    '|---------|--------|-------|------|',
    ...rows,
  ].join('\n');
}

function usage({ name, version, configuration, services }: ModuleReadmeProps): string {
  const registry = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
  const images = services.map((service): [string, string] => [
    `${service.name.replaceAll('-', '_')}_image`,
    `${registry}/${service.image}:1.0.0`,
  ]);
  const source = { source: `gitlab.example.com/<group>/${name}/aws`, version };
  const output = configuration.output?.url
    ? '\n\noutput "url" {\n  value = module.services.url\n}'
    : '';
  return `\`\`\`hcl
provider "aws" {
  region = "eu-central-1"
}

${moduleCall(configuration, source, Object.fromEntries(images))}${output}
\`\`\`

This example uses GitLab's module registry. For a private project, it requires a token in the environment variable
\`TF_TOKEN_gitlab_example_com\`. To use a tag of the repository or a folder, replace \`source\` and \`version\`:

\`\`\`hcl
source = "git::https://gitlab.example.com/<group>/<project>.git//modules/${name}?ref=v${version}"
\`\`\`

\`\`\`hcl
source = "./modules/${name}"
\`\`\``;
}

/**
 * Notes on what the descriptions of the inputs do not explain. A note about an input is omitted if the module does not have the
 * input.
 */
function notes({ configuration, network }: ModuleReadmeProps): string[] {
  const names = new Set(inputsOf(configuration).map(([name]) => name));
  return [
    '- **Region.** The module uses the region of your `aws` provider. It has no provider and no backend of its own.',
    ...(names.has('domain')
      ? [
          '- **HTTPS.** Without a domain or a certificate, the load balancer serves HTTP only. With `domain = "shop.example.com"` and `zone_id = data.aws_route53_zone.this.zone_id`, the module creates the certificate and the records. `certificate = { arn = aws_acm_certificate_validation.this.certificate_arn }` uses your own certificate. HTTP is then redirected to HTTPS. You cannot go back to HTTP: HTTPS responses set HSTS for two years, so browsers that have visited use only HTTPS.',
        ]
      : []),
    ...['vpc_cidr', 'vpc_id']
      .filter((name) => names.has(name))
      .map(
        (name) =>
          `- **Network.** AWS cannot move a load balancer to another VPC, so a plan that changes \`${name}\` fails. Create a second instance with its own \`name_prefix\`, and destroy the first one when its traffic has moved.`,
      ),
    ...(names.has('name_prefix')
      ? [
          `- **Names.** Changing \`name_prefix\` replaces nearly all resources, and the load balancer gets a new DNS name. Give each instance in an account its own prefix, also in different regions: IAM roles are global. Names that are too long for AWS are shortened and end with a hash. In each cluster, ECS services have the names above.`,
        ]
      : []),
    '- **Images** must exist before the apply, with this tag or digest. If ECS cannot start the new tasks, it rolls the deployment back: the apply succeeds, and the next plan is not empty.',
    ...(names.has('permissions_boundary_arn')
      ? [
          '- **Roles.** With `permissions_boundary_arn`, each role that the module creates has this permissions boundary.',
        ]
      : []),
    `- **Fixed.** ${network === undefined ? 'Services, routes and sizes' : `Services, routes, sizes and the network (${network})`} are fixed in this version of the module. To change them, generate another version.`,
  ];
}

function takesVpc({ variable = {} }: ModuleConfiguration): boolean {
  return 'vpc_id' in variable;
}
