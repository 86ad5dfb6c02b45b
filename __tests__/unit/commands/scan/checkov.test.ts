import { readableStack } from '../../../../commands/scan/checkov';

test('checkov gets a stack without the texts in which it expects blocks', () => {
  const stack = {
    moved: [{ from: 'aws_lb.one', to: 'aws_lb.two' }],
    resource: { aws_lb: { two: { name: 'two' } } },
    terraform: { backend: { local: {} }, required_version: '>= 1.9.0' },
  };
  expect(readableStack(JSON.stringify(stack))).toEqual({
    resource: { aws_lb: { two: { name: 'two' } } },
    terraform: { backend: { local: {} } },
  });
});
