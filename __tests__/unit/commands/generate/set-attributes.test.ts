import { kindsByType, type Schemas } from '../../../../commands/generate/provider-schemas';
import { setAttributesText, usedTypes } from '../../../../commands/generate/set-attributes';

/** As terraform providers schema -json prints it. */
const schemas: Schemas = {
  provider_schemas: {
    'registry.terraform.io/hashicorp/aws': {
      resource_schemas: {
        aws_lb: {
          block: {
            attributes: {
              name: { type: 'string' },
              subnets: { type: ['set', 'string'] },
              options: { type: ['list', ['object', { hosts: ['set', 'string'] }]] },
              nested: {
                nested_type: {
                  nesting_mode: 'set',
                  attributes: { ids: { type: ['set', 'number'] } },
                },
              },
            },
            block_types: {
              first: {
                nesting_mode: 'list',
                block: { attributes: { ids: { type: ['set', 'string'] } } },
              },
              rule: { nesting_mode: 'set', block: { attributes: { hosts: { type: 'string' } } } },
            },
          },
        },
        aws_eip: { block: { attributes: { id: { type: 'string' } } } },
      },
      data_source_schemas: {
        aws_vpc: { block: { block_types: { filter: { nesting_mode: 'set', block: {} } } } },
      },
    },
  },
};

test('a type has its sets, and those with one name in several blocks once', () => {
  const types = ['aws_lb', 'aws_eip', 'data.aws_vpc', 'aws_unknown'];
  expect(JSON.parse(setAttributesText(kindsByType(schemas), types))).toEqual({
    // There is another "hosts", which is a string.
    aws_lb: ['*.ids', 'nested', 'options.hosts', 'rule', 'subnets'],
    'data.aws_vpc': ['filter'],
  });
});

test('the types are those of the constructs', () => {
  const types = usedTypes();
  expect(types).toEqual(
    expect.arrayContaining(['aws_lb', 'aws_wafv2_web_acl', 'data.aws_vpc', 'docker_container']),
  );
  expect(types.filter((type) => !/^(data\.)?(aws|docker)_/.test(type))).toEqual([]);
});
