import { isPlainObject } from '../../../constructs/options/validation-issues';
import { kindOf } from '../model/kind';
import type { ModuleValues, Plan } from './plan';

/** An interpolated reference to an attribute: `${data.aws_ecr_repository.api.arn}`. */
const reference = /\$\{((?:data\.)?[\w-]+\.[\w-]+)\.(\w+)\}/g;

/** The attribute values of resources after a plan, as far as they are known before the apply. */
export class KnownValues {
  private readonly byAddress = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(plan: Plan) {
    const visit = (module: ModuleValues | undefined): void => {
      for (const { address, values } of module?.resources ?? []) {
        if (values) this.byAddress.set(address, values);
      }
      module?.child_modules?.forEach(visit);
    };
    visit(plan.prior_state?.values?.root_module);
    for (const one of plan.resource_changes) {
      if (kindOf(one) === undefined) continue;
      const { after } = one.change;
      if (isPlainObject(after)) this.byAddress.set(one.address, after);
      else this.byAddress.delete(one.address);
    }
  }

  /** Replaces references in a text by their values. References that are not known before the apply stay. */
  filledIn(text: string): string {
    return text.replace(reference, (written, address: string, attribute: string) => {
      const value = this.byAddress.get(address)?.[attribute];
      return typeof value === 'string' ? value : written;
    });
  }
}
