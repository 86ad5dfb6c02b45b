import { join } from 'node:path';
import { replaceIn, writeOptions } from '../support/main-options';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { sharedOptions } from '../support/shared-load-balancer';
import { RehearsalRun, residueOf } from './rehearsal-run';

describeWith(
  ['docker', 'terraform', 'python'],
  'npm run rehearse with a given load balancer',
  () => {
    let project: ReturnType<typeof copyProject>;
    let run: RehearsalRun;

    beforeAll(async () => {
      project = copyProject();
      const fields = JSON.stringify(sharedOptions).slice(1, -1);
      writeOptions(project.folder, `  ${fields},`);
      // A module has a load balancer of its own.
      replaceIn(join(project.folder, 'main.ts'), "modules: 'fargate',", '');
      run = new RehearsalRun(project.folder, ['fargate', '--again']);
      await run.ended;
    }, 1_500_000);

    afterAll(() => project.remove());

    test('its fake is there before the apply, answers for each route, and stays after the destroy', async () => {
      const { code, output } = await run.ended;
      expect(output).toContain('The rehearsal succeeded, and everything was removed.');
      const { loadBalancer, network } = sharedOptions;
      const fakes = [network.vpcId, ...network.taskSubnetIds, loadBalancer.securityGroupId];
      const results = (output.split('\n\n').at(-2) ?? '')
        .split('\n')
        .map((line) => line.replace(/ +\d+\.\d s +/, ': ').trim());
      expect(results.slice(2)).toEqual([
        'images: 2 images',
        `account: fakes of ${[...fakes, loadBalancer.listenerArn].join(', ')}`,
        'apply: 43 resources added',
        'tasks: 3 tasks of 3 services run',
        'smoke: 20 of 20 requests returned the expected response',
        'second plan: no changes',
        'destroy: 48 resources destroyed',
        expect.stringMatching(/^permissions: role apply allows all \d+ called actions/),
        'apply again: 43 resources added',
        'destroy again: 48 resources destroyed',
        'nothing left: states, emulator and engine are empty',
      ]);
      expect(code).toBe(0);
      expect(await residueOf(run.id)).toEqual([]);
    });
  },
);
