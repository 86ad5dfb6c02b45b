import type { Kind } from '../model/report';
import type { ModuleValues, Plan } from '../plan/plan';
import type { Sources } from '../plan/sources';
import { masked } from '../redaction/placeholders';
import { scrubOf } from '../redaction/redact-plan';
import { type Finding, evaluator } from './rules';

/** What is told of a risk whose own values are sensitive. */
const areaTexts: Readonly<Record<Finding['area'], string>> = {
  state: 'Something is lost',
  traffic: 'Requests are led in another way',
  capacity: 'There is less than now',
  ports: 'More is let through than now',
  permissions: 'More is allowed than now',
  protection: 'Something is less protected',
};

/**
 * Puts risks that were found with sensitive values into words without these: those that are found without them as well
 * keep their own, of all others only the area is told.
 *
 * @param shown the plan without what is sensitive, its changes in the same order.
 */
export function findingsRedactor(plan: Plan, shown: Plan, sources: Sources) {
  let scrub: ((text: string) => string) | undefined;
  let evaluate: ReturnType<typeof evaluator> | undefined;
  const isPlain = !hasMarks(plan);
  return (found: readonly Finding[], kind: Kind, index: number): Finding[] => {
    if (found.length === 0) return [];
    scrub ??= scrubOf(plan);
    const without = scrub;
    const scrubbed = found.map((risk) => ({
      ...risk,
      what: without(risk.what),
      consequence: without(risk.consequence),
    }));
    if (isPlain) return scrubbed;
    evaluate ??= evaluator(shown, sources);
    const twin = shown.resource_changes[index];
    const texts = new Set(scrubbed.map(({ what }) => what));
    const plainFindings = twin ? evaluate(twin, kind) : [];
    const known = new Set(plainFindings.map(({ what }) => what));
    const left = plainFindings.filter(({ what }) => !texts.has(what));
    return scrubbed.map((risk) => {
      if (known.has(risk.what)) return risk;
      const at = left.findIndex((other) => isLike(other, risk));
      const [same] = at >= 0 ? left.splice(at, 1) : [];
      return { ...risk, what: same?.what ?? `${areaTexts[risk.area]}: ${masked}` };
    });
  };
}

/** Whether it is the same but for what is sensitive in it; of ports who is let through tells the consequence. */
function isLike(one: Finding, other: Finding): boolean {
  return one.area === other.area && (one.area === 'ports' || one.consequence === other.consequence);
}

/** Whether anything of a plan is sensitive; a risk may speak of another resource than its own. */
function hasMarks(plan: Plan): boolean {
  const inModule = (module: ModuleValues | undefined): boolean =>
    (module?.resources ?? []).some((one) => hasMark(one.sensitive_values)) ||
    (module?.child_modules ?? []).some(inModule);
  return (
    plan.resource_changes.some(
      ({ change }) => hasMark(change.before_sensitive) || hasMark(change.after_sensitive),
    ) || inModule(plan.prior_state?.values?.root_module)
  );
}

function hasMark(sign: unknown): boolean {
  if (sign === true) return true;
  return typeof sign === 'object' && sign !== null && Object.values(sign).some(hasMark);
}
