import { generatedReadmeStart } from '../synth/generated-files';
import { inputsOf, type ModuleConfiguration } from './module-configuration';
import { moduleCall } from './module-example';
import { moduleTables } from './module-readme-tables';
import { codeCell, inlineCode } from './module-readme-text';

/** A service of a module, for its readers. */
export interface ModuleReadmeService {
  readonly name: string;

  /** What its image is called, without registry and tag: `magicnight/api`. */
  readonly image: string;

  /** CPU and memory of a task: `0.25 vCPU, 512 MiB`. */
  readonly size: string;

  /** Where it answers: `/a`, or `admin.example.com/`. */
  readonly routes: readonly string[];
}

export interface ModuleReadmeProps {
  /** The name of its folder in `modules`, and of the module in a registry. */
  readonly name: string;

  /** Without the `v` of the tag: `0.1.0`. */
  readonly version: string;

  /** Its `main.tf.json`. */
  readonly configuration: ModuleConfiguration;

  readonly services: readonly ModuleReadmeService[];

  /** What is fixed of the network, where the module has one of its own: `zones a and b, NAT gateways: single`. */
  readonly network?: string;
}

/**
 * The README of a Terraform module, for those who know HCL: what it makes, how to call it, and its inputs and outputs
 * as terraform-docs shows them.
 *
 * @throws Error if the module requires an input for which no example is known.
 */
export function moduleReadme(module: ModuleReadmeProps): string {
  return `${[
    `${generatedReadmeStart(module.name)}: change \`services.ts\` or \`main.ts\`, not this page.`,
    purpose(module.configuration),
    services(module.services),
    '## Usage',
    usage(module),
    '## What to know',
    notes(module).join('\n'),
    '<!-- BEGIN_TF_DOCS -->',
  ].join('\n\n')}\n${moduleTables(module.configuration)}\n<!-- END_TF_DOCS -->\n`;
}

function purpose(configuration: ModuleConfiguration): string {
  const network = takesVpc(configuration) ? 'in a VPC that is there' : 'in a VPC of its own';
  return `A Terraform module that runs the services below on Amazon ECS with Fargate, ${network}.

It makes ${takesVpc(configuration) ? '' : 'the VPC with its subnets and its way out, '}an ECS cluster, and an Application Load Balancer with the rules for the routes;
for each service a task definition, roles, a security group, a target group, a log group and, where the number of its
tasks may change, scaling.`;
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

That is from GitLab's module registry, which for a private project wants a token: \`TF_TOKEN_gitlab_example_com\` in the
environment. In place of \`source\` and \`version\`, from a tag of the repository, or from a folder:

\`\`\`hcl
source = "git::https://gitlab.example.com/<group>/<project>.git//modules/${name}?ref=v${version}"
\`\`\`

\`\`\`hcl
source = "./modules/${name}"
\`\`\``;
}

/** What surprises those who only read the inputs. A note on an input is there if the input is. */
function notes({ configuration, network }: ModuleReadmeProps): string[] {
  const names = new Set(inputsOf(configuration).map(([name]) => name));
  const replacing = ['name_prefix', 'vpc_cidr'].filter((name) => names.has(name)).map(inlineCode);
  return [
    '- **Region.** It is that of your provider `aws`. The module has no provider and no backend of its own.',
    ...(names.has('domain')
      ? [
          '- **HTTPS.** Without a domain or a certificate the load balancer serves HTTP alone. With `domain = "shop.example.com"` and `zone_id = data.aws_route53_zone.this.zone_id` the module makes certificate and records; `certificate = { arn = aws_acm_certificate_validation.this.certificate_arn }` takes a certificate of yours. HTTP is redirected then. There is no way back from HTTPS: browsers that were there ask for HTTPS alone for two years.',
        ]
      : []),
    ...(replacing.length > 0
      ? [
          `- **Names.** Another value of ${replacing.join(' or of ')} makes nearly everything anew, with a new address of the load balancer. Give each instance in an account a prefix of its own, in other regions, too: roles are of no region. Names that are too long for AWS are cut off, and end with a hash; ECS services are called as above in each cluster.`,
        ]
      : []),
    '- **Images** must exist before the apply, with this tag or digest. Where ECS cannot start the new tasks, it goes back to those before by itself: the apply looks well, and the next plan is not empty.',
    ...(names.has('permissions_boundary_arn')
      ? [
          '- **Roles.** With `permissions_boundary_arn` each role that the module makes gets this boundary.',
        ]
      : []),
    `- **Fixed.** ${network === undefined ? 'Services, routes and sizes' : `Services, routes, sizes and the network (${network})`} are as in this version; others make another version of the module.`,
  ];
}

function takesVpc({ variable = {} }: ModuleConfiguration): boolean {
  return 'vpc_id' in variable;
}
