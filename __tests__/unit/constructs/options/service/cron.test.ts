import { cronIssue, isTimeZone } from '../../../../../constructs/options/service/cron';

test.each([
  '0 7 ? * MON-FRI',
  '0 20 * * ?',
  '*/15 0-23/2 1,15 JAN-JUN ?',
  '59 23 31 12 ?',
  '0 0 L * ?',
  '0 0 LW * ?',
  '0 0 15W * ?',
  '0 0 ? * 6L',
  '0 0 ? * 2#5',
  '0 0 ? dec sun',
])('"%s" is a schedule', (cron) => {
  expect(cronIssue(cron)).toBeUndefined();
});

const parts = 'must have five parts: minute, hour, day of the month, month, day of the week';
const days = 'must have "?" as exactly one of the two days';

test.each<[unknown, string]>([
  [undefined, parts],
  [7, parts],
  [['0', '7', '?', '*', '*'], parts],
  ['', parts],
  ['0 7 ? *', parts],
  ['0  7 ? * *', parts],
  ['0 7 ? * MON 2030', parts],
  ['cron(0 7 ? * MON *)', parts],
  ['60 7 ? * *', 'has an invalid minute ("60"): it must be 0 to 59'],
  ['-1 7 ? * *', 'has an invalid minute ("-1"): it must be 0 to 59'],
  ['*/0 7 ? * *', 'has an invalid minute ("*/0"): it must be 0 to 59'],
  ['0 24 ? * *', 'has an invalid hour ("24"): it must be 0 to 23'],
  ['0 9-8 ? * *', 'has an invalid hour ("9-8"): it must be 0 to 23'],
  ['0 7, ? * *', 'has an invalid hour ("7,"): it must be 0 to 23'],
  ['0 7 0 * ?', 'has an invalid day of the month ("0"): it must be 1 to 31'],
  ['0 7 32 * ?', 'has an invalid day of the month ("32"): it must be 1 to 31'],
  ['0 7 1 0 ?', 'has an invalid month ("0"): it must be 1 to 12 or JAN to DEC'],
  ['0 7 1 13 ?', 'has an invalid month ("13"): it must be 1 to 12 or JAN to DEC'],
  ['0 7 1 MON ?', 'has an invalid month ("MON"): it must be 1 to 12 or JAN to DEC'],
  ['0 7 ? * 0', 'has an invalid day of the week ("0"): it must be 1 to 7 or SUN to SAT'],
  ['0 7 ? * 8', 'has an invalid day of the week ("8"): it must be 1 to 7 or SUN to SAT'],
  ['0 7 ? * 2#6', 'has an invalid day of the week ("2#6"): it must be 1 to 7 or SUN to SAT'],
  ['0 7 * * *', days],
  ['0 7 ? * ?', days],
])('%p %s', (cron, problem) => {
  expect(cronIssue(cron)).toBe(problem);
});

test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1'])(
  '%s is a time zone',
  (name) => {
    expect(isTimeZone(name)).toBe(true);
  },
);

test.each(['', 'Berlin', 'europe/berlin', 'Europe/Berlin ', 'UTC+1', '+01:00', null, 1, ['UTC']])(
  '%p is no time zone',
  (name) => {
    expect(isTimeZone(name)).toBe(false);
  },
);
