import { UserError } from '../../../../commands/cli/command';
import { chosenEnvironment, type TaskdefArguments } from '../../../../commands/taskdef/choice';

test.each<[string[], TaskdefArguments, string | undefined]>([
  [['staging'], { check: false }, 'staging'],
  [['production'], { check: true }, 'production'],
  [['staging'], { outputs: 'outputs.json', check: false }, 'staging'],
  [[], { check: true }, undefined],
])('%j with %j is environment %j', (positionals, choice, environment) => {
  expect(chosenEnvironment(positionals, choice, 'Usage')).toBe(environment);
});

test.each<[string[], TaskdefArguments, string]>([
  [[], {}, 'Give one environment\n\nUsage'],
  [['staging', 'production'], {}, 'Give one environment, got "staging production"\n\nUsage'],
  [['staging'], { chdir: 'x', check: true }, '--chdir and --check cannot be combined'],
  [['staging'], { chdir: 'x', outputs: 'y' }, '--chdir and --outputs cannot be combined'],
])('%j with %j is an error', (positionals, choice, message) => {
  expect(() => chosenEnvironment(positionals, choice, 'Usage\n')).toThrow(new UserError(message));
});
