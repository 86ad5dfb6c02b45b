import { insteadOf, namesOfOthers } from '../../../../constructs/options/fields-of-others';
import { validateServices } from '../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const where = '"What it is not" in README.md of magicnight says what to use instead';

test.each([
  ['schedule', `a job is not supported: ${where}`],
  ['volumes', `a volume is not supported: ${where}`],
  ['logDriver', `another log driver than that of CloudWatch Logs is not supported: ${where}`],
  ['internal', `a service that only other services reach is not supported: ${where}`],
  ['replicas', 'write tasks'],
  ['env', 'write environment'],
])('for the field %s of other tools it says: %s', (field, instead) => {
  expect(validateServices([{ ...web, [field]: 1 }])).toEqual([
    expect.stringMatching(
      `^services.ts: service "web": a service has no field "${field}"; ${instead.replace('.', '\\.')}`,
    ),
  ]);
});

test.each(namesOfOthers)(
  '%s is no field of a service, and no list of all fields follows',
  (field) => {
    const [error] = validateServices([{ ...web, [field]: 1 }]);
    expect(error).toMatch(
      new RegExp(`has no field "${field}"; (write \\w+|.* is not supported: .*)$`),
    );
  },
);

test('another name is suggested only where it is a field', () => {
  expect(insteadOf('replicas', ['image'])).toBeUndefined();
});
