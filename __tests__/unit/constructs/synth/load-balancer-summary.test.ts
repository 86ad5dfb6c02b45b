import { formatLoadBalancer } from '../../../../constructs/synth/load-balancer-summary';
import { sharedOptions } from '../../../support/shared-load-balancer';

test('the summary names a load balancer that is there already, and who pays for it', () => {
  const { loadBalancer } = sharedOptions;
  expect(formatLoadBalancer({ name: 'staging', loadBalancer })).toEqual([
    'Load balancer of staging: shared, rules with priorities from 1000 to 1999; set up and paid for by its owner.',
  ]);
});

test('it does not mention one of the environment', () => {
  expect(formatLoadBalancer({ name: 'staging' })).toEqual([]);
});
