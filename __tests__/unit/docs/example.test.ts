import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Testing } from 'cdktf';
import { ServicesApp } from '../../../constructs';
import { inExampleFolder } from '../../support/in-folder';
import { fencedBlocks } from '../../support/pages';

const isExample = (text: string) => text.includes('new ServicesApp');

/** What the function has returned that an example of a page passes to `run`. */
function appOf(code: string): ServicesApp {
  const [, expression = ''] = /^run\(\(\) => ([\s\S]*)\);\n$/m.exec(code) ?? [];
  return new Function('ServicesApp', `return ${expression}`)(ServicesApp);
}

test('the example in README.md has ten lines and is right', () => {
  const [example] = fencedBlocks('README.md').filter(({ text }) => isExample(text));
  const code = example?.text ?? '';
  expect(
    code
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '').length,
  ).toBeLessThanOrEqual(10);
  expect(code).toContain("import { run, ServicesApp } from 'magicnight';\n");
  const packageName = JSON.parse(readFileSync('package.json', 'utf8')).name;
  expect(packageName).toBe('magicnight');

  const stack = inExampleFolder(() => {
    mkdirSync('containers/shop');
    writeFileSync('containers/shop/Dockerfile', 'FROM scratch');
    return JSON.parse(Testing.synth(appOf(code).environment('staging')));
  });
  expect(Object.keys(stack.resource)).toEqual(
    expect.arrayContaining(['aws_vpc', 'aws_lb', 'aws_ecs_service', 'aws_appautoscaling_target']),
  );
});
