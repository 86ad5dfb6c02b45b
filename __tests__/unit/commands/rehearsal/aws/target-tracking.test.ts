import {
  desiredTasks,
  type RequestPolicy,
  type ScalingSituation,
} from '../../../../../commands/rehearsal/aws/target-tracking';

/** 100 requests for each task and minute, and long enough as it is that a decision is due. */
const policy = (requestsPerMinute: number, other: Partial<RequestPolicy> = {}): RequestPolicy => ({
  targetValue: 100,
  scaleOutCooldownSeconds: 300,
  scaleInCooldownSeconds: 300,
  mayScaleIn: true,
  requestsPerMinute,
  aboveSeconds: 60,
  belowSeconds: 60,
  ...other,
});

const situation = (tasks: number, policies: RequestPolicy[], other = {}): ScalingSituation => ({
  tasks,
  minTasks: 1,
  maxTasks: 10,
  isDeploying: false,
  secondsSinceScaleOut: Number.POSITIVE_INFINITY,
  secondsSinceScaleIn: Number.POSITIVE_INFINITY,
  policies,
  ...other,
});

test.each([
  [2, 210, 3],
  [2, 400, 4],
  [1, 701, 8],
])('%i tasks with %i requests a minute become %i', (tasks, requests, wanted) => {
  expect(desiredTasks(situation(tasks, [policy(requests)]))).toBe(wanted);
});

test.each([
  [4, 150, 2],
  [4, 359, 4],
  [4, 300, 3],
  [4, 1, 1],
])('%i tasks with only %i requests a minute become %i', (tasks, requests, wanted) => {
  expect(desiredTasks(situation(tasks, [policy(requests)]))).toBe(wanted);
});

test.each([180, 190, 200])('2 tasks stay with %i requests a minute', (requests) => {
  expect(desiredTasks(situation(2, [policy(requests)]))).toBe(2);
});

test('there are never more tasks than the most, nor fewer than the fewest', () => {
  expect(desiredTasks(situation(2, [policy(100_000)]))).toBe(10);
  expect(desiredTasks(situation(4, [policy(1)], { minTasks: 3 }))).toBe(3);
  expect(desiredTasks(situation(4, [], { minTasks: 6 }))).toBe(6);
  expect(desiredTasks(situation(4, [], { maxTasks: 2 }))).toBe(2);
});

test('no requests are no data: no task is taken away', () => {
  expect(desiredTasks(situation(4, [policy(0)]))).toBe(4);
});

test('a minute lasts a second: alarms ring after 3 and 15, cooldowns of 300 end after 5', () => {
  expect(desiredTasks(situation(1, [policy(300, { aboveSeconds: 2.9 })]))).toBe(1);
  expect(desiredTasks(situation(1, [policy(300, { aboveSeconds: 3 })]))).toBe(3);
  expect(desiredTasks(situation(4, [policy(50, { belowSeconds: 14.9 })]))).toBe(4);
  expect(desiredTasks(situation(4, [policy(50, { belowSeconds: 15 })]))).toBe(1);
  expect(desiredTasks(situation(1, [policy(300)], { secondsSinceScaleOut: 4.9 }))).toBe(1);
  expect(desiredTasks(situation(1, [policy(300)], { secondsSinceScaleOut: 5 }))).toBe(3);
  expect(desiredTasks(situation(4, [policy(50)], { secondsSinceScaleIn: 4.9 }))).toBe(4);
  expect(desiredTasks(situation(4, [policy(50)], { secondsSinceScaleIn: 5 }))).toBe(1);
});

test('tasks are added soon after others were taken away', () => {
  expect(desiredTasks(situation(1, [policy(300)], { secondsSinceScaleIn: 0 }))).toBe(3);
});

test('the largest wish wins, and all that may must agree to take tasks away', () => {
  expect(desiredTasks(situation(2, [policy(300), policy(500)]))).toBe(5);
  expect(desiredTasks(situation(4, [policy(50), policy(500)]))).toBe(5);
  expect(desiredTasks(situation(4, [policy(50), policy(400)]))).toBe(4);
  expect(desiredTasks(situation(4, [policy(50), policy(250)]))).toBe(3);
  expect(desiredTasks(situation(4, [policy(50), policy(400, { mayScaleIn: false })]))).toBe(1);
  expect(desiredTasks(situation(4, [policy(50, { mayScaleIn: false })]))).toBe(4);
});

test('during a rollout tasks are added, and none taken away', () => {
  expect(desiredTasks(situation(4, [policy(50)], { isDeploying: true }))).toBe(4);
  expect(desiredTasks(situation(1, [policy(300)], { isDeploying: true }))).toBe(3);
});
