import type { Plan } from '../plan/plan';
import { PlanContext } from '../plan/plan-context';
import type { Sources } from '../plan/sources';
import { redactPlan } from './redact-plan';
import { type RedactText, textRedactor } from './redact-text';
import { sensitiveValues } from './sensitive-values';

/** A plan with and without its sensitive values. */
export interface PlanContexts {
  /** With sensitive values, for the evaluation of risks only. Its values must not reach the report unredacted. */
  readonly raw: PlanContext;

  /** Without sensitive values, and with the changes in the same order. The report is created from it. */
  readonly redacted: PlanContext;

  /** Removes the plan's sensitive values from a text. */
  readonly redact: RedactText;
}

/** Both contexts of a plan; its sensitive values are collected once. */
export function planContexts(plan: Plan, sources?: Sources): PlanContexts {
  const redact = textRedactor(sensitiveValues(plan));
  return {
    raw: new PlanContext(plan, sources),
    redacted: new PlanContext(redactPlan(plan, redact), sources),
    redact,
  };
}
