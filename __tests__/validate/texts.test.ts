import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { describeWith } from '../support/needs';
import { all, synthFargate } from '../support/synth-fargate';
import { container, synthLocal } from '../support/synth-local';
import { outputsOf } from './terraform-evaluate';

/** What has a meaning in Terraform, JSON and shells, and what is not ASCII. */
const text = `\${x} $\${x} %{ if x } %%{x} \${ %{ {{x}} " ' \\ \\n
\r\n\t é 日本 😀 \u2028\u00a0\u0085\u001b[31m \${"a\${b}"} $$$\${ %%%{`;

const service: ServiceOptions = {
  name: 'web',
  image: { reference: 'public.ecr.aws/nginx/nginx:1.30' },
  routes: ['/'],
  command: ['sh', '-c', text],
  entryPoint: ['env', text],
  environment: { 'text.a-b': text },
  secrets: { 'secret.a-b': { secret: 'shop/db', key: `it's\\n|é日😀`, versionStage: '\\' } },
  healthCheck: { command: ['CMD-SHELL', text] },
};

describeWith(['terraform'], 'texts of a service, as Terraform reads them', () => {
  test('on AWS they are those that were written, in the task definition and in its output', () => {
    const { resource, output } = synthFargate([service]);
    const [task] = all(resource, 'aws_ecs_task_definition');
    // Attributes of other resources are known only to an apply.
    const known = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replace(/(?<![$%])\$\{(?:data\.)?aws_[\w.-]+\}/g, 'known'));
    const values = outputsOf({
      output: {
        task: { value: known(task?.container_definitions) },
        described: { value: known(output.task_definitions) },
      },
    });
    const [web] = JSON.parse(String(values.task));
    const written = {
      command: service.command,
      entryPoint: service.entryPoint,
      environment: expect.arrayContaining([{ name: 'text.a-b', value: text }]),
      secrets: [{ name: 'secret.a-b', valueFrom: `known:it's\\n|é日😀:\\:` }],
      healthCheck: expect.objectContaining({ command: ['CMD-SHELL', text] }),
    };
    expect(web).toMatchObject(written);
    expect(values.described).toMatchObject({
      value: { web: { containerDefinitions: [written] } },
    });
  });

  test('on the laptop they are, too', () => {
    const stack = synthLocal(service);
    const { command, entrypoint, env, healthcheck } = container(stack, 'web');
    const { variable } = JSON.parse(stack);
    const { container: read } = outputsOf({
      variable: {
        secrets_web: { ...variable.secrets_web, validation: undefined, sensitive: false },
      },
      output: { container: { value: { command, entrypoint, env, healthcheck } } },
    });
    expect(read).toMatchObject({
      command: service.command,
      entrypoint: service.entryPoint,
      env: expect.arrayContaining([
        `text.a-b=${text}`,
        `secret.a-b=stand-in for shop/db:it's\\n|é日😀:\\`,
      ]),
      healthcheck: { test: ['CMD-SHELL', text] },
    });
  });
});
