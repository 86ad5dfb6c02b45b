import { addressInHosts, followAddress } from '../../../../containers/api/follow-address.js';

test.each([
  ['172.17.0.3\txray-daemon 0a1b2c3d ecs-web-1-xray-daemon\n', 'xray-daemon', '172.17.0.3'],
  ['172.17.0.3\txray-daemon 0a1b2c3d ecs-web-1-xray-daemon\n', '0a1b2c3d', '172.17.0.3'],
  ['::1 daemon\n10.0.0.1 daemon # old\n10.0.0.2 daemon', 'daemon', '10.0.0.1'],
  ['10.0.0.1 other # daemon\n# 10.0.0.2 daemon\n', 'daemon', undefined],
  ['', 'daemon', undefined],
])('in %j, %s has the address %p', (text, host, address) => {
  expect(addressInHosts(text, host)).toBe(address);
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
])('%s needs no name server', (host, address) => {
  expect(followAddress(host, () => {})()).toBe(address);
});
