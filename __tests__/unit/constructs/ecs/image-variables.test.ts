import { mkdirSync, writeFileSync } from 'node:fs';
import type { FolderImage } from '../../../../constructs/options/service/container-options';
import { imageVariant } from '../../../../constructs/options/service/image-build';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { inFolder } from '../../../support/in-folder';
import { synthFargate } from '../../../support/synth-fargate';

const service = (name: string, image: Partial<FolderImage> = {}): ServiceOptions => ({
  name,
  image: { folder: 'containers/web', ...image },
  routes: [`/${name}`],
});

test('images of one folder have a repository in common, and each a variable for its tag', () => {
  const { data, variable, resource } = inFolder(() => {
    mkdirSync('containers/web', { recursive: true });
    writeFileSync('containers/web/Dockerfile', 'FROM scratch AS worker\nARG APP\nFROM scratch\n');
    return synthFargate([
      service('plain'),
      service('worker', { target: 'worker' }),
      service('same', { target: 'worker', args: {} }),
      service('one', { args: { APP: 'one' } }),
      service('two', { args: { APP: 'two' } }),
    ]);
  });
  expect(Object.keys(data.aws_ecr_repository ?? {})).toEqual(['magicnight_web']);
  const [one, two] = ['one', 'two'].map((APP) => {
    const variant = imageVariant({ folder: 'containers/web', args: { APP } });
    expect(variant).toMatch(/^[0-9a-f]{6}$/);
    return `image_web__${variant}`;
  });
  const described = Object.entries(variable).map(([name, { description }]) => [name, description]);
  const content = 'by default it follows from the content of containers/web.';
  expect(Object.fromEntries(described)).toEqual({
    image_web: `Tag of magicnight/web; ${content}`,
    image_web__worker: `Tag of magicnight/web with target worker; ${content}`,
    [one ?? '']: `Tag of magicnight/web; ${content}`,
    [two ?? '']: `Tag of magicnight/web; ${content}`,
  });
  expect(new Set(Object.values(variable).map((each) => each.default)).size).toBe(4);
  const used = Object.values(resource.aws_ecs_task_definition ?? {}).map((task) => {
    const [, name = ''] = /"name":"(\w+)"/.exec(String(task.container_definitions)) ?? [];
    return [name, /var\.(image_\w+)/.exec(String(task.container_definitions))?.[1]];
  });
  expect(Object.fromEntries(used)).toEqual({
    plain: 'image_web',
    worker: 'image_web__worker',
    same: 'image_web__worker',
    one,
    two,
  });
});
