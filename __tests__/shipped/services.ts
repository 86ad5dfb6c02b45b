import type { ServiceOptions } from './constructs/options/service/service-options';

/** The services, on the laptop and on AWS. docs/options.md lists all fields. */
export const services: ServiceOptions[] = [
  {
    name: 'magicnight',
    image: { folder: 'containers/api' },
    routes: [{ path: '/magicnight', expect: { contains: 'hello magic night!' } }],
    user: '1000:1000',
    healthCheck: { command: ['node', 'healthcheck.js'] },
    healthPath: '/readyz',
  },
  {
    name: 'site-a',
    image: { folder: 'containers/web' },
    page: 'sites/a',
    routes: [{ path: '/a', stripPrefix: true }],
    user: '101:101',
    healthCheck: { command: ['healthcheck'] },
    healthPath: '/healthz',
  },
  {
    name: 'site-b',
    image: { folder: 'containers/web' },
    page: 'sites/b',
    routes: [{ path: '/b', stripPrefix: true }],
    user: '101:101',
    healthCheck: { command: ['healthcheck'] },
    healthPath: '/healthz',
  },
];
