import { RequestRates } from '../../../../../commands/rehearsal/aws/request-rates';

test('the rate is that of the last 5 seconds', () => {
  const rates = new RequestRates();
  expect(rates.perMinute('api')).toBe(0);
  rates.add({}, 0);
  expect(rates.perMinute('api')).toBe(0);
  rates.add({ api: 10 }, 1_000);
  expect(rates.perMinute('api')).toBe(600);
  rates.add({ api: 20, web: 1 }, 2_000);
  expect(rates.perMinute('api')).toBe(600);
  expect(rates.perMinute('web')).toBe(30);
  rates.add({ api: 20, web: 1 }, 7_000);
  expect(rates.perMinute('api')).toBe(0);
});
