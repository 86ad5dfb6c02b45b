import { UserError } from '../../../../commands/cli/command';
import { chosenStack, type TaskdefArguments } from '../../../../commands/taskdef/choice';

test.each<[string[], TaskdefArguments, string]>([
  [['fargate'], { check: false }, 'fargate'],
  [['ec2'], { check: true }, 'ec2'],
  [['fargate'], { outputs: 'outputs.json', check: false }, 'fargate'],
])('%j with %j is stack %j', (positionals, choice, stack) => {
  expect(chosenStack(positionals, choice, 'Usage')).toBe(stack);
});

test.each<[string[], TaskdefArguments, string]>([
  [[], {}, 'Give one stack, fargate or ec2\n\nUsage'],
  [['fargate', 'ec2'], {}, 'Give one stack, fargate or ec2, got "fargate ec2"\n\nUsage'],
  [['fargte'], {}, 'stack "fargte" has no task definitions; did you mean "fargate"?'],
  [['local'], {}, 'stack "local" has no task definitions; there are fargate, ec2'],
  [['fargate'], { chdir: 'x', check: true }, '--chdir and --check cannot be combined'],
  [['ec2'], { chdir: 'x', outputs: 'y' }, '--chdir and --outputs cannot be combined'],
])('%j with %j is an error', (positionals, choice, message) => {
  expect(() => chosenStack(positionals, choice, 'Usage\n')).toThrow(new UserError(message));
});
