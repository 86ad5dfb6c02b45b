import type { Cost } from './cost';
import type { Kind } from './kind';
import type { Topology } from './topology';

/** One attribute of a resource before and after, as short text without sensitive values. */
export interface AttributeDiff {
  /** `ingress[0].from_port`, `container_definitions: magicnight.environment.PORT`. */
  readonly path: string;

  /** `undefined` if it is not set. */
  readonly before?: string;

  /** `undefined` if it will not be set. */
  readonly after?: string;

  /** Whether this difference forces the replacement of the resource. */
  readonly isReplacing: boolean;
}

/** What a plan does to one resource. */
export interface Change {
  /** `module.a.aws_lb.main[0]`; a deposed object has its key appended. */
  readonly address: string;

  readonly type: string;
  readonly kind: Kind;

  /** Path of the construct that created it, `fargate/magicnight/task`; only for stacks of this project. */
  readonly constructPath?: string;

  /** Source file of that construct, with the line if it is known: `constructs/ecs/task-definition.ts:42`. */
  readonly source?: string;

  /** The service that it belongs to. */
  readonly service?: string;

  /** Its previous address, if it moves. */
  readonly movedFrom?: string;

  /** The id by which it is imported. */
  readonly importedId?: string;

  /** Why it is replaced or destroyed: sentences without a full stop. */
  readonly reasons: readonly string[];

  /** Attributes that differ; of a created or destroyed resource those that identify it. */
  readonly attributes: readonly AttributeDiff[];

  /** Number of further attributes that the report leaves out. */
  readonly omitted: number;
}

/** Changes that belong together: those of one service, or of one part of the environment. */
export interface Group {
  /** `Service magicnight` or `network`; a module if the constructs are not known. */
  readonly title: string;
  readonly changes: readonly Change[];
}

/** An output that changes. */
export interface OutputChange {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** A change that a reviewer must consider before all others. */
export interface Risk {
  readonly address: string;

  /** What happens to the resource. An acknowledgement names it together with `address`. */
  readonly action: Kind;
  readonly area: 'state' | 'traffic' | 'permissions' | 'ports' | 'capacity' | 'protection';

  /** What happens: `The load balancer is replaced`. */
  readonly what: string;

  /** How it affects users or operators; a sentence without a full stop. */
  readonly consequence: string;

  /** Whether it must be acknowledged before the plan passes. */
  readonly isBlocking: boolean;

  /** The reason given in the acknowledgements file. */
  readonly acknowledged?: string;
}

/** The review of a plan, in the form that all report formats are made from. It contains no sensitive values. */
export interface Review {
  /** Name of the stack, if it is known. */
  readonly stack?: string;

  /** Number of resources by kind of change. */
  readonly counts: Readonly<Record<Kind, number>>;

  /** Whether the stack has no resources yet. */
  readonly isFirst: boolean;

  /** Sentences about the plan as a whole: affected services, omissions, failed checks. */
  readonly notices: readonly string[];

  /** Blocking risks first. */
  readonly risks: readonly Risk[];

  /** Messages about everything that blocks the plan: unacknowledged risks and unused acknowledgements. */
  readonly problems: readonly string[];

  /** Acknowledgements that would let the plan pass, as JSON; none if it passes. */
  readonly proposal?: string;

  /** The acknowledgements file that was read. */
  readonly acknowledgements?: string;
  readonly groups: readonly Group[];

  /** Changes made outside of Terraform, for information. */
  readonly drift: readonly Change[];
  readonly outputs: readonly OutputChange[];
  readonly topology?: Topology;
  readonly cost: Cost;

  /** SHA-256 of all changes. */
  readonly fingerprint: string;
  readonly terraformVersion: string;
}
