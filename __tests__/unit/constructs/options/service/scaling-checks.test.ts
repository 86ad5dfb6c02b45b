import { inspect } from 'node:util';
import { validateServices } from '../../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (fields: object) => validateServices([{ ...web, ...fields }]);
const morning = { name: 'morning', cron: '0 7 ? * MON-FRI', minTasks: 2 };

test.each([
  { tasks: 0 },
  { tasks: 5000 },
  { scaling: {} },
  { scaling: { minTasks: 5000, maxTasks: 5000, cpuPercent: 1, memoryPercent: 100 } },
  { scaling: { requestsPerTaskPerMinute: 1, scaleOutCooldownSeconds: 0 } },
  { scaling: { requestsPerTaskPerMinute: 10_000_000, scaleInCooldownSeconds: 3600 } },
  { scaling: { schedules: [] } },
  { scaling: { schedules: [{ ...morning, timeZone: 'Europe/Berlin', maxTasks: 9 }] } },
  { scaling: { schedules: [morning, { name: 'n'.repeat(40), cron: '0 20 * * ?', maxTasks: 2 }] } },
])('%j is right', (fields) => {
  expect(problems(fields)).toEqual([]);
});

const whole = (field: string, least: number, most: number, value: unknown): [object, string] => [
  { scaling: { [field]: value } },
  `scaling.${field} must be a whole number from ${least} to ${most}, got ${typeof value === 'string' ? JSON.stringify(value) : inspect(value)}`,
];

test.each<[object, string]>([
  [{ tasks: -1 }, 'tasks must be a whole number from 0 to 5000, got -1'],
  [{ tasks: 5001 }, 'tasks must be a whole number from 0 to 5000, got 5001'],
  [{ tasks: null }, 'tasks must be a whole number from 0 to 5000, got null'],
  [
    { tasks: 2, scaling: {} },
    'tasks and scaling both set the number of tasks; leave out tasks, or scaling for a fixed number',
  ],
  [{ scaling: [] }, 'scaling must be an object, got []'],
  [{ scaling: { max: 3 } }, 'scaling has no field "max"; did you mean "maxTasks"?'],
  whole('minTasks', 0, 5000, -1),
  whole('minTasks', 0, 5000, '9'),
  whole('minTasks', 0, 5000, Object.create(null)),
  whole('maxTasks', 1, 5000, 0),
  whole('maxTasks', 1, 5000, 5001),
  whole('maxTasks', 1, 5000, new Date(0)),
  whole('cpuPercent', 1, 100, 101),
  whole('cpuPercent', 1, 100, null),
  whole('memoryPercent', 1, 100, 0),
  whole('memoryPercent', 1, 100, Number.NaN),
  whole('requestsPerTaskPerMinute', 1, 10_000_000, 0),
  whole('requestsPerTaskPerMinute', 1, 10_000_000, 10_000_001),
  whole('scaleOutCooldownSeconds', 0, 3600, -1),
  whole('scaleInCooldownSeconds', 0, 3600, 3601),
  [{ scaling: { minTasks: 5 } }, 'scaling.maxTasks must be at least minTasks (5), got 4'],
  [
    { scaling: { schedules: morning } },
    `scaling.schedules must be an array, got ${inspect(morning)}; write for example [{ name: 'night', cron: '0 20 * * ?', minTasks: 1 }]`,
  ],
  [{ scaling: { schedules: Array(1) } }, 'scaling.schedules[0] must be an object, got undefined'],
])('%p is an error', (fields, message) => {
  expect(problems(fields)).toEqual([`services.ts: service "web": ${message}`]);
});

const nameRule =
  'name must be lower-case letters, digits and single hyphens, at most 40 characters';

test.each<[object, string]>([
  ...['Morning', 'a--b', '1a', '', 'n'.repeat(41)].map((name): [object, string] => [
    { ...morning, name },
    `${nameRule}, got "${name}"`,
  ]),
  [{ ...morning, name: undefined }, `${nameRule}, got undefined`],
  [
    { ...morning, cron: '0 7 * * *' },
    'cron must have "?" as exactly one of the two days, got "0 7 * * *"; write for example "0 7 ? * MON-FRI"',
  ],
  [
    { ...morning, timeZone: 'CEST' },
    'timeZone must be a name in the IANA time zone database, got "CEST"; write for example "Europe/Berlin"',
  ],
  [{ ...morning, minTasks: 0 }, 'minTasks must be a whole number from 1 to 5000, got 0'],
  [{ ...morning, maxTasks: 5001 }, 'maxTasks must be a whole number from 1 to 5000, got 5001'],
  [{ ...morning, maxTasks: 1 }, 'maxTasks must be at least minTasks (2), got 1'],
  [
    { ...morning, minTasks: 5 },
    'minTasks is more than scaling.maxTasks (4), got 5; also set scaling.schedules[0].maxTasks',
  ],
])('the schedule %p is an error', (schedule, message) => {
  expect(problems({ scaling: { schedules: [schedule] } })).toEqual([
    `services.ts: service "web": scaling.schedules[0].${message}`,
  ]);
});

test('what several schedules, or one and the bounds, say of each other', () => {
  const { minTasks: _, ...nothing } = morning;
  const schedules = [morning, nothing, { name: 'night', cron: '0 20 * * ?', maxTasks: 2 }];
  expect(problems({ scaling: { minTasks: 3, schedules } })).toEqual([
    'services.ts: service "web": scaling.schedules[1].name "morning" is used twice; use another name',
    'services.ts: service "web": scaling.schedules[1] changes nothing; write minTasks, maxTasks or both',
    'services.ts: service "web": scaling.schedules[2].maxTasks is less than scaling.minTasks (3), got 2; also set scaling.schedules[2].minTasks',
  ]);
});

test('a schedule that changes one bound must go with what every other may have left', () => {
  const schedules = [
    { name: 'day', cron: '0 7 * * ?', minTasks: 3, maxTasks: 9 },
    { name: 'night', cron: '0 20 * * ?', maxTasks: 2 },
    { name: 'peak', cron: '0 12 * * ?', minTasks: 3 },
  ];
  expect(problems({ scaling: { schedules } })).toEqual([
    'services.ts: service "web": scaling.schedules[1].maxTasks is less than scaling.schedules[0].minTasks (3), got 2; also set scaling.schedules[1].minTasks',
    'services.ts: service "web": scaling.schedules[2].minTasks is more than scaling.schedules[1].maxTasks (2), got 3; also set scaling.schedules[2].maxTasks',
  ]);
  const both = schedules.map((one) => ({ minTasks: 1, maxTasks: 9, ...one }));
  expect(problems({ scaling: { schedules: both } })).toEqual([]);
});

test('a field that a schedule has not is named with its place', () => {
  expect(problems({ scaling: { schedules: [{ ...morning, timezone: 'UTC' }] } })).toEqual([
    'services.ts: service "web": scaling.schedules[0] has no field "timezone"; did you mean "timeZone"?',
  ]);
});
