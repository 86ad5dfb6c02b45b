// What containers/api is compared with: the same answer by Koa alone or, with LOG=on, by Koa with a router and a log.
import Router from '@koa/router';
import Koa from 'koa';
import { pino } from 'pino';

const body = { response: 'hello magic night!' };
const app = new Koa();

if (process.env.LOG === 'on') {
  const log = pino();
  const router = new Router().get('/magicnight', (context) => {
    context.body = body;
  });
  app.use(async (context, next) => {
    const started = performance.now();
    await next();
    const { method, path, status, ip } = context;
    log.info({ method, path, status, durationMs: performance.now() - started, ip }, 'request');
  });
  app.use(router.routes()).use(router.allowedMethods());
} else {
  app.use((context) => {
    context.body = body;
  });
}

app.listen(8080);
process.once('SIGTERM', () => process.exit(0));
