import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const https = { domain: 'shop.example.com', zone: 'example.com' };
const withHostnames = (...hostnames: string[]): ServiceOptions => ({
  ...web,
  routes: ['/', ...hostnames.map((hostname) => ({ path: '/', host: hostname }))],
});

test('a further hostname changes no certificate, record or rule', () => {
  const before = synthFargate([withHostnames('b.example.com')], { https }).resource;
  const after = synthFargate([withHostnames('a.example.com', 'b.example.com')], { https }).resource;
  for (const [type, resources] of Object.entries(before)) {
    for (const [id, resource] of Object.entries(resources)) {
      if (type === 'aws_ecs_service') continue;
      expect([type, id, after[type]?.[id]]).toEqual([type, id, resource]);
    }
  }
});

test('the URL of a route with a host has that host', () => {
  const routes = [{ path: '/x', host: 'shop.example' }, '/'];
  const { urls } = synthFargate([{ ...web, routes }]).output;
  expect(urls?.value).toEqual({
    'shop.example/x': 'http://shop.example/x',
    '/': 'http://${aws_lb.balancer.dns_name}/',
  });
});
