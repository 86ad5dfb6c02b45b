import { readFileSync } from 'node:fs';
import type { ModuleConfiguration } from '../../../../constructs/hcl-module/module-configuration';
import { moduleReadme } from '../../../../constructs/hcl-module/module-readme';
import { moduleTables } from '../../../../constructs/hcl-module/module-readme-tables';
import { smallModule, smallReadme } from '../../../fixtures/modules/small-module';

/** The row of the one input of a module. */
const inputRow = (variable: object) =>
  moduleTables({ variable: { x: variable } })
    .split('\n')
    .find((line) => line.startsWith('| <a name="input_x">'));

const readme = (changes: Partial<typeof smallModule>) =>
  moduleReadme({ ...smallModule, ...changes });

test('a small module: purpose, services, a call with all required inputs, notes, tables', () => {
  expect(moduleReadme(smallModule)).toBe(smallReadme);
});

describe('the tables', () => {
  // terraform-docs.md is what terraform-docs 0.20.0 prints: terraform-docs markdown table __tests__/fixtures/modules/<name>
  test.each(['every-case', 'small'])('of %s equal the output of terraform-docs', (name) => {
    const folder = `__tests__/fixtures/modules/${name}`;
    const configuration: ModuleConfiguration = JSON.parse(
      readFileSync(`${folder}/main.tf.json`, 'utf8'),
    );
    const expected = readFileSync(`${folder}/terraform-docs.md`, 'utf8');
    expect(`${moduleTables(configuration)}\n`).toBe(expected);
  });

  test('of an empty module say so', () => {
    const nothing = ['Requirements', 'Providers', 'Modules', 'Resources', 'Inputs', 'Outputs'];
    expect(moduleTables({})).toBe(
      nothing.map((title) => `## ${title}\n\nNo ${title.toLowerCase()}.`).join('\n\n'),
    );
  });

  test('link to the page of a type with the name of its provider', () => {
    expect(moduleTables({ data: { external: { git: {} } } })).toContain(
      '| [external.git](https://registry.terraform.io/providers/hashicorp/external/latest/docs/data-sources/external) | data source |',
    );
  });

  // Where terraform-docs would let a cell end, a text vanish or a type be guessed.
  test.each([
    [{ type: 'string', default: 'a|b' }, 'n/a | `string` | `"a\\|b"` | no |'],
    [{ type: 'string', default: 'a`b' }, 'n/a | `string` | ``"a`b"`` | no |'],
    [
      { type: 'list(string)', default: ['<b>|*_a_*'] },
      'n/a | `list(string)` | <pre>[<br/>  "\\<b>\\|\\*\\_a\\_\\*"<br/>]</pre> | no |',
    ],
    [{ description: 'like `a|b_c`' }, 'like `a\\|b_c` | `any` | n/a | yes |'],
    [{ description: '<b> </td> <!-- a < b' }, '\\<b> \\</td> \\<!-- a < b | `any` | n/a | yes |'],
    [
      { description: 'see https://a.example/b_c|d_e\nf_g' },
      'see https://a.example/b_c\\|d_e<br/>f\\_g | `any` | n/a | yes |',
    ],
    [{ description: '_a_ ` b_c' }, '\\_a\\_ ` b\\_c | `any` | n/a | yes |'],
    [{ default: 1 }, 'n/a | `any` | `1` | no |'],
  ])('of an input %j', (variable, cells) => {
    expect(inputRow(variable)).toBe(`| <a name="input_x"></a> [x](#input\\_x) | ${cells}`);
  });
});

test('no character in a service ends its row, or is read as Markdown', () => {
  const services = [
    { name: 'a|b`c', image: 'team/<x>|y', size: '1 vCPU', routes: ['/a|b', '/*c*', '/`|'] },
    { name: 'worker', image: 'team/worker', size: '2 vCPU', routes: [] },
  ];
  expect(readme({ services })).toContain(`| Service | Routes | Image | Task |
|---------|--------|-------|------|
| \`\`a\\|b\`c\`\` | \`/a\\|b\`, \`/*c*\`, \`\`/\`\\|\`\` | \`team/<x>\\|y\` | 1 vCPU |
| \`worker\` | none | \`team/worker\` | 2 vCPU |
`);
});

describe('the call', () => {
  const call = (variable: ModuleConfiguration['variable']) =>
    /^module [\s\S]*?^}$/m.exec(readme({ configuration: { variable } }))?.[0];

  test('has required inputs of each simple type, and none with a default, even null', () => {
    expect(
      call({
        vpc_id: { type: 'string' },
        public_subnet_ids: { type: 'list(string)' },
        flag: { type: 'bool' },
        count_of_tasks: { type: 'number' },
        labels: { type: 'map(string)' },
        words: { type: 'set(string)' },
        domain: { type: 'string', default: null },
        name_prefix: { type: 'string' },
      }),
    ).toBe(`module "services" {
  source  = "gitlab.example.com/<group>/small/aws"
  version = "0.1.0"

  name_prefix       = "shop-test"
  count_of_tasks    = 1
  flag              = false
  labels            = {}
  public_subnet_ids = ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"]
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  words             = ["example"]
}`);
  });

  test('has an image with a tag for a sidecar, as the module wants it', () => {
    expect(call({ site_a__cache_image: { type: 'string' } })).toContain(
      '\n  site_a__cache_image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/sidecar:1.0.0"\n',
    );
  });

  test('has no empty line for a module that requires nothing', () => {
    expect(call({})).toBe(`module "services" {
  source  = "gitlab.example.com/<group>/small/aws"
  version = "0.1.0"
}`);
  });

  test('fails for a type without an example', () => {
    expect(() => call({ certificate: { type: 'object({ arn = string })' } })).toThrow(
      'the example of a module has no value for its input "certificate" of type object({ arn = string }); give the input a default, or write an example in constructs/hcl-module/module-example.ts',
    );
  });
});

test('a module for an existing VPC says so, and has notes on its inputs only', () => {
  const variable = {
    name_prefix: { type: 'string' },
    vpc_id: { type: 'string' },
    domain: { type: 'string', default: null },
    permissions_boundary_arn: { type: 'string', default: null },
  };
  const text = readme({ configuration: { variable } });
  expect(text).toContain('on Amazon ECS with Fargate, in an existing VPC.\n');
  expect(text).toContain('\nIt creates an ECS cluster, and ');
  expect(text.match(/^- \*\*.*?\*\*/gm)).toEqual([
    '- **Region.**',
    '- **HTTPS.**',
    '- **Network.**',
    '- **Names.**',
    '- **Images**',
    '- **Roles.**',
    '- **Fixed.**',
  ]);
  expect(text).toContain('Changing `name_prefix` replaces nearly all resources');
  expect(text).toContain('You cannot go back to HTTP');
  expect(text).toContain('its own prefix, also in different regions');
  expect(text).toContain('- **Fixed.** Services, routes and sizes are fixed in this version');
});
