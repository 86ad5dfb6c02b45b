import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('all services with tracing share one fake X-Ray daemon, which exists only for them', () => {
  const other = { ...web, name: 'other', routes: ['/other'] };
  const stack = synthLocal(
    { ...web, tracing: 'xray', cpuUnits: 256, memoryMiB: 512 },
    { ...other, tracing: 'xray' },
    { ...other, name: 'silent', routes: ['/silent'] },
  );
  expect(container(stack, 'xray-daemon')).toMatchObject({
    name: '${var.name}-xray-daemon',
    // Not on the network of the service without tracing.
    networks_advanced: [
      { name: '${docker_network.network_other.name}', aliases: ['xray-daemon'] },
      { name: '${docker_network.network_web.name}', aliases: ['xray-daemon'] },
    ],
    user: '1000:1000',
    read_only: true,
    capabilities: { drop: ['ALL'] },
    memory: 256,
    wait: true,
  });
  expect(container(stack, 'web')).toMatchObject({
    env: ['AWS_XRAY_DAEMON_ADDRESS=xray-daemon:2000', 'AWS_XRAY_TRACING_NAME=web', 'PORT=8080'],
    cpus: '0.219',
    memory: 256,
  });
  expect(container(stack, 'other').env).toContain('AWS_XRAY_TRACING_NAME=other');
  const withOtlp = synthLocal({ ...web, tracing: 'opentelemetry', cpuUnits: 256, memoryMiB: 512 });
  const { env, image, user } = container(stack, 'xray-daemon');
  expect(container(withOtlp, 'xray-daemon')).toMatchObject({ image, user });
  expect(container(withOtlp, 'xray-daemon').env).toEqual(env);
  expect(container(withOtlp, 'web')).toMatchObject({
    env: [
      'OTEL_EXPORTER_OTLP_ENDPOINT=http://xray-daemon:4318',
      'OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
      'OTEL_LOGS_EXPORTER=none',
      'OTEL_METRICS_EXPORTER=none',
      'OTEL_SERVICE_NAME=web',
      'OTEL_TRACES_SAMPLER=parentbased_traceidratio',
      'OTEL_TRACES_SAMPLER_ARG=0.05',
      'PORT=8080',
    ],
    cpus: '0.188',
    memory: 256,
  });
  expect(container(stack, 'silent').env).toEqual(['PORT=8080']);
  expect(container(synthLocal(web), 'xray-daemon')).toBeUndefined();
});
