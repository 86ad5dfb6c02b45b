import { problemOf } from '../../../../commands/terraform/terraform-events';

test('an error has its address, summary and detail', () => {
  expect(
    problemOf({
      severity: 'error',
      summary: 'No such image',
      detail: 'nginx:0',
      address: 'docker_image.a',
    }),
  ).toBe('docker_image.a: No such image\nnginx:0');
});

test.each([
  'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
  'all predefined address pools have been fully subnetted',
])(
  'where the engine has no addresses for a network, the error says how to get more: %s',
  (said) => {
    const summary = `Unable to create network: Error response from daemon: ${said}`;
    expect(
      problemOf({ severity: 'error', summary, detail: '', address: 'docker_network.network_shop' }),
    ).toBe(`docker_network.network_shop: ${summary}

Each service has a network, and by default the Docker Engine has address ranges for about 30. Remove unused networks with docker network prune, or set smaller ranges in its daemon.json and restart it: { "default-address-pools": [{ "base": "172.16.0.0/12", "size": 24 }] }`);
  },
);
