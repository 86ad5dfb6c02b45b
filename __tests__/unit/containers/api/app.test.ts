import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../containers/api/app.js';
import { createHttpServer } from '../../../../containers/api/http-server.js';
import { createLog } from '../../../../containers/api/log.js';
import apiLock from '../../../../containers/api/package-lock.json';
import { readSettings } from '../../../../containers/api/settings.js';
import rootLock from '../../../../package-lock.json';

describe('settings', () => {
  test('have defaults that fit a task behind a load balancer', () => {
    expect(readSettings({ PORT: '' })).toEqual({
      port: 8080,
      drainSeconds: 3,
      stopSeconds: 25,
      trustedHops: 0,
    });
  });

  test.each([
    ['xray-daemon:2000', { host: 'xray-daemon', port: 2000 }],
    ['127.0.0.1:2000', { host: '127.0.0.1', port: 2000 }],
    ['tcp:10.0.0.1:2000 udp:10.0.0.2:2001', { host: '10.0.0.2', port: 2001 }],
    ['udp:10.0.0.2:2001 tcp:10.0.0.1:2000', { host: '10.0.0.2', port: 2001 }],
  ])('read the address of the X-Ray daemon from %j', (address, daemon) => {
    const { tracing } = readSettings({ AWS_XRAY_DAEMON_ADDRESS: address });
    expect(tracing).toEqual({ daemon, serviceName: 'magicnight' });
  });

  test('have the name of the service for X-Ray', () => {
    const env = { AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000', AWS_XRAY_TRACING_NAME: 'api' };
    expect(readSettings(env).tracing?.serviceName).toBe('api');
  });

  test.each([
    ['http://127.0.0.1:4318', { host: '127.0.0.1', port: 4318, path: '/v1/traces' }],
    ['http://otel-collector:4318/', { host: 'otel-collector', port: 4318, path: '/v1/traces' }],
    ['http://otel/of/api/', { host: 'otel', port: 80, path: '/of/api/v1/traces' }],
  ])('read the address of the OpenTelemetry collector from %j', (endpoint, collector) => {
    const { tracing } = readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    expect(tracing).toEqual({ collector, serviceName: 'magicnight', sampledShare: 1 });
  });

  test.each([
    [{}, 1],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_always_on', OTEL_TRACES_SAMPLER_ARG: '0.1' }, 1],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, 0],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio' }, 1],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.05' }, 0.05],
  ])('with %j, the share of traced requests is %p', (more, sampledShare) => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318', OTEL_SERVICE_NAME: 'api', ...more };
    expect(readSettings(env).tracing).toMatchObject({ serviceName: 'api', sampledShare });
  });

  const onlyHttp = 'OTEL_EXPORTER_OTLP_ENDPOINT must be "http://host:port"';

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'a:4318' }, `${onlyHttp}, got "a:4318"`],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://a' }, `${onlyHttp}, got "https://a"`],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://[::1]' }, `${onlyHttp}, got "http://[::1]"`],
    [
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      'OTEL_EXPORTER_OTLP_PROTOCOL must be "http/protobuf" or "http/json", got "grpc"',
    ],
    [
      { OTEL_TRACES_SAMPLER: 'xray' },
      'OTEL_TRACES_SAMPLER must be "parentbased_always_on", "parentbased_always_off" or "parentbased_traceidratio", got "xray"',
    ],
    [
      { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '5' },
      'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, got "5"',
    ],
    [
      { AWS_XRAY_DAEMON_ADDRESS: 'b:2000' },
      'OTEL_EXPORTER_OTLP_ENDPOINT and AWS_XRAY_DAEMON_ADDRESS both set where traces go, got "http://a" and "b:2000"',
    ],
  ])('refuse %j', (env, message) => {
    expect(() => readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', ...env })).toThrow(
      new Error(message),
    );
  });

  test.each([
    'xray-daemon',
    'xray-daemon:',
    ':2000',
    'xray-daemon:0',
    'xray-daemon:70000',
    '[::1]:2000',
    'http://xray-daemon:2000',
    'udp:xray-daemon:2000',
    'tcp:a:1 udp:b:2 tcp:a:1',
  ])('refuse %j as the address of the X-Ray daemon', (address) => {
    expect(() => readSettings({ AWS_XRAY_DAEMON_ADDRESS: address })).toThrow(
      `AWS_XRAY_DAEMON_ADDRESS must be "host:port" or "tcp:host:port udp:host:port", got "${address}"`,
    );
  });

  test.each([
    [{ PORT: '80a' }, 'PORT must be a whole number from 1 to 65535, got "80a"'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 1 to 65535, got "70000"'],
    [{ TRUSTED_HOPS: '-1' }, 'TRUSTED_HOPS must be a whole number from 0 to 10, got "-1"'],
    [{ DRAIN_SECONDS: '25' }, 'DRAIN_SECONDS must be less than STOP_SECONDS (25), got 25'],
  ])('refuse %j', (env, message) => {
    expect(() => readSettings(env)).toThrow(new Error(message));
  });
});

test('an unexpected error answers 500 without a stack trace, which is in the log', async () => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  const routes = {
    '/broken': () => {
      throw new Error('the night is over');
    },
  };
  const server = createHttpServer(createApp({ log, isReady: () => true, routes }).callback(), log);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const response = await fetch(`http://127.0.0.1:${port}/broken`);

  expect(response.status).toBe(500);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.text()).toBe('{"error":"Internal Server Error"}');
  await new Promise((resolve) => server.close(resolve));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    method: 'GET',
    path: '/broken',
    status: 500,
    error: { message: 'the night is over', stack: expect.stringContaining('app.test.ts') },
  });
});

test.each(['koa', 'pino', 'aws-xray-sdk-core'] as const)(
  'the image and the unit tests use the same %s',
  (name) => {
    const path = `node_modules/${name}` as const;
    expect(apiLock.packages[path].version).toBe(rootLock.packages[path].version);
    expect(apiLock.packages[path].integrity).toBe(rootLock.packages[path].integrity);
  },
);
