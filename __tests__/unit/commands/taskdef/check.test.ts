import { mkdirSync, writeFileSync } from 'node:fs';
import { UserError } from '../../../../commands/cli/command';
import { describedIn, fileIssues } from '../../../../commands/taskdef/check';
import { fileOf, writeFiles } from '../../../../commands/taskdef/files';
import { inFolder } from '../../../support/in-folder';

const scope = (stack: string) => ({
  project: 'magicnight',
  stack,
  environmentNames: ['fargate', 'ec2'],
});

const image = '${data.aws_ecr_repository.api.repository_url}:${var.image_api}';
const task = (service: string, memory: string) => ({
  family: `magicnight-fargate-${service}`,
  memory,
  containerDefinitions: [{ name: service, image }],
});

/** A synthesized stack with two services. */
const stack = {
  variable: { image_api: { default: 'abc' } },
  output: { task_definitions: { value: { shop: task('shop', '512'), web: task('web', '1024') } } },
};

/** What an apply has made of it, with a tag. */
const applied = (tag = 'abc') =>
  new Map(
    Object.values(stack.output.task_definitions.value).map((one) => [
      one.family,
      JSON.stringify(one)
        .replaceAll('${data.aws_ecr_repository.api.repository_url}', '1.dkr.ecr.example/api')
        .replaceAll('${var.image_api}', tag),
    ]),
  );

const problems = () => fileIssues(scope('fargate'), describedIn('.'));
const mend = 'write it with: npm run taskdef -- fargate';

test('what an apply has made is as described', () =>
  inFolder(() => {
    writeFileSync('cdk.tf.json', JSON.stringify(stack));
    writeFiles(scope('fargate'), applied());
    expect(problems()).toEqual([]);
  }));

test('a project that keeps none has nothing to check', () =>
  inFolder(() => {
    writeFileSync('cdk.tf.json', JSON.stringify(stack));
    writeFiles(scope('ec2'), new Map([['magicnight-ec2-shop', '{}']]));
    expect(problems()).toBe(undefined);
  }));

test('the tags of pushed images count', () =>
  inFolder(() => {
    writeFileSync('cdk.tf.json', JSON.stringify(stack));
    writeFiles(scope('fargate'), applied('pushed'));
    expect(problems()).toHaveLength(2);
    writeFileSync('images.auto.tfvars.json', '{ "image_api": "pushed" }');
    expect(problems()).toEqual([]);
  }));

test('what differs, lacks or is too much is named', () =>
  inFolder(() => {
    const { shop, web } = stack.output.task_definitions.value;
    const value = { shop: { ...shop, memory: '2048' }, web, api: task('api', '512') };
    const more = { ...stack, output: { task_definitions: { value } } };
    writeFileSync('cdk.tf.json', JSON.stringify(more));
    writeFiles(scope('fargate'), applied());
    writeFileSync(fileOf('magicnight-fargate-web'), 'none');
    for (const family of ['magicnight-fargate-old', 'magicnight-fargate-own']) {
      mkdirSync(`taskdefs/${family}`);
      writeFileSync(fileOf(family), '{}');
    }
    writeFileSync('taskdefs/magicnight-fargate-own/ecspresso.yml', '');
    expect(problems()).toEqual([
      `taskdefs/magicnight-fargate-shop/taskdef.json is out of date: memory: "512" in the file, "2048" expected; apply, then ${mend}`,
      `taskdefs/magicnight-fargate-web/taskdef.json is not valid JSON; ${mend}`,
      `taskdefs/magicnight-fargate-api/taskdef.json is missing; apply, then ${mend}`,
      'taskdefs/magicnight-fargate-old/taskdef.json does not belong to a service of stack "fargate"; remove it with: npm run taskdef -- fargate',
      'taskdefs/magicnight-fargate-own/taskdef.json does not belong to a service of stack "fargate"; remove its folder yourself, because it contains other files',
    ]);
  }));

test('tags that are no JSON are an error', () =>
  inFolder(() => {
    writeFileSync('cdk.tf.json', JSON.stringify(stack));
    writeFileSync('images.auto.tfvars.json', 'none');
    expect(problems).toThrow(UserError);
    expect(problems).toThrow(/^images\.auto\.tfvars\.json cannot be read: /);
  }));
