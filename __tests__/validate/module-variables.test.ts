import { fullOptions, shippedOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { type SynthesizedModule, synthModules } from '../support/synth-modules';
import {
  defaultValues,
  invalidValues,
  type ModuleKind,
  moreValues,
  validValues,
} from './module-values';
import { planErrors } from './terraform-evaluate';

const noEgress = {
  ...shippedOptions,
  options: { ...shippedOptions.options, network: { nat: 'none' as const } },
};
const modules: Record<ModuleKind, SynthesizedModule | undefined> = {
  own: synthModules(shippedOptions).magicnight,
  every: synthModules(fullOptions).magicnight,
  existing: synthModules(shippedOptions)['magicnight-existing-vpc'],
  noEgress: synthModules(noEgress).magicnight,
};

/** Errors of a plan of a module, with its variables only. */
function errorsOf(kind: ModuleKind, given: object): string[] {
  const values = { ...defaultValues, ...moreValues[kind], ...given };
  return planErrors({ variable: modules[kind]?.variable }, values);
}

describeWith(['terraform'], 'values for a module', () => {
  test.each(invalidValues)('of module %s that are invalid: %j', (kind, given, message) => {
    expect(errorsOf(kind, given)).toEqual([message]);
  });

  test.each(validValues)('of module %s that are valid: %j', (kind, given) => {
    expect(errorsOf(kind, given)).toEqual([]);
  });
});
