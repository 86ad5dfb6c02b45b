import { ecsServicesOf, type PlannedService } from './ecs-services';
import { type Expressions, expressionsOf } from './expressions';
import { KnownValues } from './known-values';
import type { Plan } from './plan';
import { type PlannedResource, resourcesOf } from './planned-resources';
import { type References, resourceReferences } from './references';
import { Sources } from './sources';

/**
 * A plan, and everything that the stages of a review derive from it. Each part is built when a stage first asks for it,
 * and only once.
 */
export class PlanContext {
  readonly plan: Plan;

  /** Maps addresses to the constructs that created them. */
  readonly sources: Sources;

  private readonly built = new Map<unknown, unknown>();

  constructor(plan: Plan, sources = Sources.none) {
    this.plan = plan;
    this.sources = sources;
  }

  /** All managed resources, changed or not, by address. */
  get resources(): ReadonlyMap<string, PlannedResource> {
    return this.once(resourcesOf, () => resourcesOf(this.plan));
  }

  /** How these resources refer to each other. */
  get references(): References {
    return this.once(resourceReferences, () => resourceReferences(this.plan, this.resources));
  }

  /** ECS services, each with its task definition and scaling. */
  get services(): readonly PlannedService[] {
    return this.once(ecsServicesOf, () => ecsServicesOf(this.resources, this.references));
  }

  /** Expressions of the configuration, by address without instance keys. */
  get expressions(): ReadonlyMap<string, Expressions> {
    return this.once(expressionsOf, () => expressionsOf(this.plan));
  }

  /** Attribute values that are known before the apply. */
  get knownValues(): KnownValues {
    return this.once(KnownValues, () => new KnownValues(this.plan));
  }

  /** The instance of a class that a later stage derives from this plan. */
  derived<T>(type: new (context: PlanContext) => T): T {
    return this.once(type, () => new type(this));
  }

  private once<T>(key: unknown, build: () => T): T {
    if (!this.built.has(key)) this.built.set(key, build());
    return this.built.get(key) as T;
  }
}
