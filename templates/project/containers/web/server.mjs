import { createServer } from 'node:http';

const { PORT: port = '8080', DRAIN_SECONDS: drainSeconds = '3' } = process.env;
const pages = new Map([
  ['/', 'Hello from {{project}}!\n'],
  ['/healthz', 'ok\n'],
]);
let isDraining = false;

const server = createServer((request, response) => {
  const page = pages.get(request.url.split('?', 1)[0]);
  response.statusCode = page === undefined ? 404 : 200;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (isDraining) response.setHeader('Connection', 'close');
  response.end(page ?? 'Not found\n');
});
// Longer than the load balancer, which would otherwise send requests on connections that are just being closed.
server.keepAliveTimeout = 65_000;
server.listen(Number(port), () => console.log(`listening on port ${port}`));

// Serves requests until load balancers have stopped sending them, and then those that are still open.
function drain() {
  if (isDraining) return;
  isDraining = true;
  console.log('draining');
  setTimeout(() => server.close(() => console.log('stopped')), Number(drainSeconds) * 1000);
}
process.on('SIGTERM', drain);
process.on('SIGINT', drain);
