import type { Kind } from '../model/kind';
import type { ModuleValues, Plan } from '../plan/plan';
import type { PlanContexts } from '../redaction/plan-contexts';
import { sensitivePlaceholder } from '../redaction/redact-text';
import { evaluator, type Finding } from './rules';

/** Texts for risks whose values are sensitive. */
const areaTexts: Readonly<Record<Finding['area'], string>> = {
  state: 'Data or state is lost',
  traffic: 'Requests are routed differently',
  capacity: 'Capacity decreases',
  ports: 'More traffic is allowed',
  permissions: 'More permissions are granted',
  protection: 'Protection is reduced',
};

/**
 * Redacts risks that were found with sensitive values. A risk that is also found in the redacted plan keeps its text; of
 * any other risk only the area is reported.
 */
export function findingsRedactor({ raw, redacted, redact }: PlanContexts) {
  let evaluate: ReturnType<typeof evaluator> | undefined;
  const isPlain = !hasSensitive(raw.plan);
  return (found: readonly Finding[], kind: Kind, index: number): Finding[] => {
    if (found.length === 0) return [];
    const redactedFindings = found.map((risk) => ({
      ...risk,
      what: redact(risk.what),
      consequence: redact(risk.consequence),
    }));
    if (isPlain) return redactedFindings;
    evaluate ??= evaluator(redacted);
    const twin = redacted.plan.resource_changes[index];
    const texts = new Set(redactedFindings.map(({ what }) => what));
    const plainFindings = twin ? evaluate(twin, kind) : [];
    const known = new Set(plainFindings.map(({ what }) => what));
    const left = plainFindings.filter(({ what }) => !texts.has(what));
    return redactedFindings.map((risk) => {
      if (known.has(risk.what)) return risk;
      const at = left.findIndex((other) => isLike(other, risk));
      const [same] = at >= 0 ? left.splice(at, 1) : [];
      return { ...risk, what: same?.what ?? `${areaTexts[risk.area]}: ${sensitivePlaceholder}` };
    });
  };
}

/** Whether two risks differ only in sensitive values. Consequences for ports depend on the peer, which can be sensitive. */
function isLike(one: Finding, other: Finding): boolean {
  return one.area === other.area && (one.area === 'ports' || one.consequence === other.consequence);
}

/** Whether a plan has any sensitive value. All resources count, because a risk can mention other resources than its own. */
function hasSensitive(plan: Plan): boolean {
  const inModule = (module: ModuleValues | undefined): boolean =>
    (module?.resources ?? []).some((one) => isPartlySensitive(one.sensitive_values)) ||
    (module?.child_modules ?? []).some(inModule);
  return (
    plan.resource_changes.some(
      ({ change }) =>
        isPartlySensitive(change.before_sensitive) || isPartlySensitive(change.after_sensitive),
    ) || inModule(plan.prior_state?.values?.root_module)
  );
}

function isPartlySensitive(sign: unknown): boolean {
  if (sign === true) return true;
  return typeof sign === 'object' && sign !== null && Object.values(sign).some(isPartlySensitive);
}
