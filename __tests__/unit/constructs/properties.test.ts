import { assert as check, constantFrom, nat, property, tuple } from 'fast-check';
import { ValidationError } from '../../../constructs/options/validation-issues';
import { resolveApp } from '../../../constructs/validation/resolve-app';
import { type StackOptions, validOptions } from '../../support/random-options';
import { policyProblems } from '../../support/security-policy';
import { appOptions, synthAll } from '../../support/synth-all';
import { synthModules } from '../../support/synth-modules';

test('whatever is described well is synthesized, twice the same, and holds the rules', () => {
  check(
    property(validOptions, (options) => {
      const stacks = synthAll(options);
      expect(synthAll(options)).toEqual(stacks);
      expect(synthModules(options)).toEqual(synthModules(options));
      const { fargate = '', ec2 = '' } = stacks;
      expect([...policyProblems(fargate), ...policyProblems(ec2)]).toEqual([]);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

/** What people write by mistake, and what nobody would write. */
const wrongValues = [
  ...[null, undefined, true, -1, 0, 0.5, 1e9, Number.NaN, '', ' ', 'x', '/x', '10', '${x}', 'é'],
  ...[[], [null], [undefined], {}, { x: 1 }, new Map(), new Date(0), () => 1, Symbol('x')],
];

/** The same with one value, however deep, replaced. */
function withWrongValue(value: unknown, steps: readonly number[], wrong: unknown): unknown {
  const [step = 0, ...more] = steps;
  const isObject = typeof value === 'object' && value !== null;
  const keys = isObject ? Object.keys(value) : [];
  if (!isObject || keys.length === 0 || more.length === 0) return wrong;
  const key = keys[step % keys.length] ?? '';
  const changed = withWrongValue((value as Record<string, unknown>)[key], more, wrong);
  if (Array.isArray(value)) return value.with(Number(key), changed);
  return { ...value, [key]: changed };
}

test('whatever is described badly is our error, or all right, and nothing else', () => {
  const steps = tuple(nat(1000), nat(1000), nat(1000), nat(1000), nat(1000), nat(1000));
  const depth = nat(5);
  check(
    property(
      validOptions,
      steps,
      depth,
      constantFrom(...wrongValues),
      (valid, path, many, wrong) => {
        const changed = withWrongValue(valid, path.slice(many), wrong) as StackOptions;
        if (typeof changed !== 'object' || changed === null) return;
        try {
          resolveApp(appOptions(changed));
        } catch (error) {
          if (!(error instanceof ValidationError)) throw error;
          expect(error.message).toMatch(/\S/);
        }
      },
    ),
    { numRuns: 250 },
  );
});
