import type { IamFinding } from './iam-findings';

/** Findings that a project keeps, in its root folder. */
export const keptFindingsFile = '.iam-findings.json';

/** Findings that stay as they are. */
export interface KeptFinding {
  readonly check: string;

  /** Actions, `ec2:*` for all of a service; all subjects if it is left out. */
  readonly on?: readonly string[];

  /** Operator and start of a condition key that the statement must have: `StringEquals aws:ResourceTag/`. */
  readonly condition?: string;

  /** Address of the only policy for which it holds. */
  readonly address?: string;
  readonly reason: string;
}

/** What is kept in the policies that this package writes. */
export const keptFindings: readonly KeptFinding[] = [
  {
    check: 'RESOURCE_STAR',
    on: ['acm:*', 'application-autoscaling:*', 'ec2:*'],
    condition: 'StringEquals aws:ResourceTag/',
    reason:
      'AWS chooses the IDs in the ARNs; only resources with the tags of the environment are allowed',
  },
  {
    check: 'RESOURCE_STAR',
    on: ['ec2:GetSecurityGroupsForVpc'],
    reason: 'it only reads, and the load balancer calls it for Terraform',
  },
  {
    check: 'RESOURCE_STAR',
    on: ['route53:GetChange'],
    reason: 'AWS chooses the ID of a change, which says only whether a record is in effect',
  },
  {
    check: 'InfrastructureModification',
    on: ['route53:AssociateVPCWithHostedZone'],
    reason: 'the zones of VPC endpoints, which AWS creates',
  },
  {
    check: 'RESOURCE_STAR',
    on: ['ecr:*'],
    address: 'aws_iam_policy.boundary',
    reason: 'a boundary gives nothing; each role names its repositories',
  },
  {
    check: 'InfrastructureModification',
    on: ['ecr:CreateRepository'],
    address: 'aws_iam_policy.boundary',
    reason: 'a boundary gives nothing; each role names its pull-through cache',
  },
  {
    check: 'RESOURCE_MISMATCH',
    on: ['logs:DescribeLogGroups'],
    reason: 'AWS checks it for a log group without a name, which is among all log groups',
  },
  {
    check: 'CredentialsExposure',
    on: ['ecr:GetAuthorizationToken'],
    reason: 'each pull and push needs this token, which allows no more than the role',
  },
  {
    check: 'RESOURCE_MISMATCH',
    on: ['ssm:GetParameters'],
    reason: 'the ARNs of public parameters have no account',
  },
  {
    check: 'MISMATCHED_TYPE_BUT_USABLE',
    reason: 'AWS documents string operators for iam:PermissionsBoundary',
  },
  {
    check: 'UNKNOWN_FEDERATION_SOURCE',
    reason: 'parliament knows no OpenID Connect provider of an account',
  },
  {
    check: 'UNKNOWN_CONDITION_FOR_ACTION',
    on: ['sts:AssumeRoleWithWebIdentity'],
    reason: 'the names of the keys begin with the host of GitLab',
  },
  {
    check: 'UNKNOWN_ACTION',
    on: [
      'ecs:StopServiceDeployment',
      'elasticloadbalancing:CreateWebACLAssociation',
      'elasticloadbalancing:DeleteWebACLAssociation',
      'elasticloadbalancing:GetLoadBalancerWebACL',
    ],
    reason: 'AWS lists them; the list of parliament is of 2025-04',
  },
];

/** Divides findings into those that fail a scan and those that are kept, and notes which entries are used. */
export class KeptFindings {
  private readonly own: readonly KeptFinding[];
  private readonly used = new Set<string>();

  /** @param own the entries of the project, each of which must be used. */
  constructor(own: readonly KeptFinding[]) {
    this.own = own;
  }

  /** The findings that no entry keeps. */
  failed(findings: readonly IamFinding[]): IamFinding[] {
    return findings.filter((finding) => {
      const entries = [...keptFindings, ...this.own].filter((entry) => keeps(entry, finding));
      for (const entry of entries) {
        for (const pattern of patternsOf(entry, finding)) this.used.add(keyOf(entry, pattern));
      }
      return entries.length === 0;
    });
  }

  /** A sentence for each entry of the project, or each of its actions, that keeps nothing. */
  unused(): string[] {
    return unusedOf(this.own, this.used).map(
      (what) => `${keptFindingsFile}: ${what} was not found; remove it`,
    );
  }

  /** The same for the entries of this package, which need not all be used by one project. */
  unusedOfPackage(): string[] {
    return unusedOf(keptFindings, this.used);
  }
}

function keeps(entry: KeptFinding, finding: IamFinding): boolean {
  const { check, condition, address } = entry;
  return (
    check === finding.check &&
    (address === undefined || address === finding.address) &&
    (condition === undefined || finding.conditions.some((key) => key.startsWith(condition))) &&
    patternsOf(entry, finding).length > 0
  );
}

/** The patterns of an entry that a finding matches; one that is empty stands for all. */
function patternsOf({ on = ['*'] }: KeptFinding, { subject }: IamFinding): string[] {
  return on.filter(
    (pattern) =>
      pattern === subject || (pattern.endsWith('*') && subject.startsWith(pattern.slice(0, -1))),
  );
}

function keyOf({ check, condition = '', address = '' }: KeptFinding, pattern: string): string {
  return [check, condition, address, pattern].join(' ');
}

function unusedOf(entries: readonly KeptFinding[], used: ReadonlySet<string>): string[] {
  return entries.flatMap((entry) =>
    (entry.on ?? ['*'])
      .filter((pattern) => !used.has(keyOf(entry, pattern)))
      .map((pattern) => `${entry.check}${pattern === '*' ? '' : ` of ${pattern}`}`),
  );
}
