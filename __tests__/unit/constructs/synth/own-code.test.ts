import { readOwnCode } from '../../../../constructs/synth/own-code';

test('the code of this project is main.ts, and all that it imports by a relative path', () => {
  const files = [...readOwnCode().keys()];
  expect(files[0]).toBe('main.ts');
  expect(files).toEqual(
    expect.arrayContaining([
      'services.ts',
      'constructs/index.ts',
      'constructs/load-balancer/listener-rules.ts',
    ]),
  );
  expect(files.filter((file) => file.startsWith('commands/'))).toEqual([]);
});
