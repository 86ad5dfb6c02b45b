import type { Cost } from './cost';
import type { Kind } from './kind';
import type { Topology } from './topology';

/** One attribute of a resource, before and after, as text: short, and masked where it is sensitive. */
export interface AttributeDiff {
  /** Where it is: `ingress[0].from_port`, `container_definitions: magicnight.environment.PORT`. */
  readonly path: string;

  /** As it is now; `undefined` where there is nothing. */
  readonly before?: string;

  /** As it will be; `undefined` where nothing will be. */
  readonly after?: string;

  /** Whether the resource is replaced because of it. */
  readonly isReplacing: boolean;
}

/** What a plan does to one resource. */
export interface Change {
  /** As Terraform names it: `module.a.aws_lb.main[0]`, with the key of what was deposed. */
  readonly address: string;

  readonly type: string;
  readonly kind: Kind;

  /** Path of the construct that made it, `fargate/magicnight/task`; none in a foreign plan. */
  readonly constructPath?: string;

  /** File of that construct, with the line where it is known: `constructs/ecs/task-definition.ts:42`. */
  readonly source?: string;

  /** Service of the description that it belongs to. */
  readonly service?: string;

  /** Its address before, where it moves. */
  readonly movedFrom?: string;

  /** The id that it is imported by. */
  readonly importedId?: string;

  /** Why it is replaced or destroyed, each a sentence without its full stop. */
  readonly reasons: readonly string[];

  /** What differs; for what is created or destroyed that which tells it apart. */
  readonly attributes: readonly AttributeDiff[];

  /** How many further attributes a new or destroyed resource has, which are not shown. */
  readonly omitted: number;
}

/** Changes that belong together: those of a service, or of a part of the site. */
export interface Group {
  /** `Service magicnight`, `network`, in a foreign plan a module or a type. */
  readonly title: string;
  readonly changes: readonly Change[];
}

/** An output that changes. */
export interface OutputChange {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** Of what a reviewer has to think first. */
export interface Risk {
  readonly address: string;

  /** What the plan does to it: with `address` what an acknowledgement names. */
  readonly action: Kind;
  readonly area: 'state' | 'traffic' | 'permissions' | 'ports' | 'capacity' | 'protection';

  /** What happens: `The load balancer is replaced`. */
  readonly what: string;

  /** What users, or who runs it, will see of it; a sentence without its full stop. */
  readonly consequence: string;

  /** Whether the policy lets it pass only when it is acknowledged. */
  readonly isBlocking: boolean;

  /** Why it is wanted, from the file of acknowledgements. */
  readonly acknowledged?: string;
}

/** What a plan means, for all forms of the report. No sensitive value is in it. */
export interface Review {
  /** Name of the stack, if it is known. */
  readonly stack?: string;

  /** How many resources each thing happens to. */
  readonly counts: Readonly<Record<Kind, number>>;

  /** Whether nothing is there yet that could be lost. */
  readonly isFirst: boolean;

  /** What a reader has to know of the plan itself: what it leaves out, and checks that fail. Sentences. */
  readonly notices: readonly string[];

  /** Risks, those that stop first. */
  readonly risks: readonly Risk[];

  /** What fails the policy, each a whole message: unacknowledged risks, acknowledgements of nothing. */
  readonly problems: readonly string[];

  /** Entries for the file of acknowledgements that would let it pass, as JSON; none if it passes. */
  readonly proposal?: string;

  /** File of acknowledgements that was asked. */
  readonly acknowledgements?: string;
  readonly groups: readonly Group[];

  /** What has changed outside of Terraform; only told. */
  readonly drift: readonly Change[];
  readonly outputs: readonly OutputChange[];
  readonly topology?: Topology;
  readonly cost: Cost;

  /** SHA-256 of what the plan does. */
  readonly fingerprint: string;
  readonly terraformVersion: string;
}
