import { parseListening, reasonOf, servicePorts } from '../../../../commands/docker/port-check';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';

const on = (port: number, isLoopback = false) => ({ port, isLoopback });

test('the ports of services with routes are reached through the proxy of the stack', () => {
  const image = { folder: 'containers/api' };
  const services = resolveServices([
    { name: 'shop', image, port: 3000, routes: ['/'] },
    { name: 'mailer', image },
  ]);
  expect(servicePorts('acme-local', services)).toEqual([
    { service: 'shop', port: 3000, container: 'acme-local-shop', proxy: 'acme-local-proxy' },
  ]);
});

test.each<[string, number, ReturnType<typeof on>[] | undefined, number[], string]>([
  [
    'another port',
    8080,
    [on(3000), on(3000)],
    [],
    'it listens on port 3000; write port: 3000, or let it listen on the port in the variable PORT',
  ],
  [
    'another port, as EXPOSE says',
    8080,
    [on(3000)],
    [3000],
    'it listens on port 3000, and its image has EXPOSE 3000; write port: 3000, or let it listen on the port in the variable PORT',
  ],
  [
    'two other ports, and EXPOSE with the wanted one',
    8080,
    [on(3000), on(9090)],
    [8080],
    'it listens on port 3000 and 9090; write port: 3000, or let it listen on the port in the variable PORT',
  ],
  [
    'the container only',
    8080,
    [on(8080, true), on(9090)],
    [8080],
    'it listens on 127.0.0.1:8080 only; let it listen on all addresses, 0.0.0.0',
  ],
  [
    'no port',
    8080,
    [],
    [],
    'it listens on no port; let it listen on the port in the variable PORT',
  ],
  [
    'no port yet, where EXPOSE differs',
    8080,
    [],
    [80, 443],
    'it listens on no port, and its image has EXPOSE 80 443; write port: 80, or let it listen on the port in the variable PORT',
  ],
  [
    'not known, where EXPOSE differs',
    8080,
    undefined,
    [80],
    'its image has EXPOSE 80; write port: 80, or let it listen on the port in the variable PORT',
  ],
  ['not known', 8080, undefined, [], 'let it listen on the port in the variable PORT'],
])('the reason of a silent port: %s', (_what, port, listening, exposed, reason) => {
  expect(reasonOf(port, listening, exposed)).toBe(reason);
});

test('listening ports are read from the kernel, without connections and without the name server of Docker', () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0
   1: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 100 0 0 10 0
   2: 0B00007F:A1B2 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
   3: 020012AC:1F91 030012AC:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 4 1 0 100 0 0 10 0
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000
   1: 00000000000000000000000001000000:2382 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000
   2: 0000000000000000FFFF00000100007F:2383 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000
   3: 0000000000000000FFFF0000020012AC:2384 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000
`;
  expect(parseListening(text)).toEqual([
    on(80),
    on(3000, true),
    on(8080),
    on(9090, true),
    on(9091, true),
    on(9092),
  ]);
  expect(parseListening('')).toEqual([]);
});
