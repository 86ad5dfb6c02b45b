import type { ServiceOptions } from 'magicnight';

/** The services, on this machine and in each environment. */
export const services: ServiceOptions[] = [
  {
    name: '{{service}}',
    image: { folder: 'containers/{{service}}' },
    // npm run smoke requests each route, and compares the response.
    routes: [{ path: '/', expect: { contains: 'Hello from {{project}}!' } }],
    user: '1000:1000',
    // For Docker and ECS; healthPath is for the load balancer.
    healthCheck: { command: ['node', 'healthcheck.mjs'] },
    healthPath: '/healthz',
  },
];
