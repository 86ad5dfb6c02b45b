import { createdKinds } from '../../../constructs/iam/ec2-scopes';
import { ownTagsIn, type Parameters } from './request-parameters';

/** Resources that EC2 authorizes for a call, each `kind/id`. */
export interface Ec2Resources {
  /** Resources of the environment, with its tags. */
  readonly tagged: readonly string[];

  /** Resources without tags: new ones, and those that AWS has created. */
  readonly untagged: readonly string[];
}

/**
 * The resources of a call of EC2, by the beginnings of their ids.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 *
 * @param name for example `CreateSubnet`.
 */
export function calledEc2Resources(name: string, parameters: Parameters): Ec2Resources {
  if (/^(Describe|Get)/.test(name)) return { tagged: ['resource/any'], untagged: [] };
  const named = Object.entries(parameters).flatMap(([parameter, value]) =>
    isAuthorized(name, parameter) ? kindOf(String(value)) : [],
  );
  const found = [...new Set(named)];
  const created = createdKinds[name];
  if (created !== undefined) return { tagged: found, untagged: [`${created}/any`] };
  const isFirstTag = name === 'CreateTags' && 'stack' in ownTagsIn(parameters);
  const isNew = (resource: string) => isFirstTag && taggedLater.test(resource);
  const tagged = found.filter((resource) => !isNew(resource));
  const untagged = [...found.filter(isNew), ...(untaggedParts[name] ?? [])];
  const isEmpty = tagged.length + untagged.length === 0;
  return { tagged: isEmpty ? ['resource/any'] : tagged, untagged };
}

/** Routes and rules name what they lead to, and a launch template what instances will have: this is not authorized. */
function isAuthorized(name: string, parameter: string): boolean {
  if (/^(Create|Delete|Replace)Route$/.test(name)) return parameter === 'RouteTableId';
  return !/^(IpPermissions|LaunchTemplateData)\.|\.SecurityGroupRule\./.test(parameter);
}

/** The default security group of a VPC and rules of security groups get their tags after AWS has created them. */
const taggedLater = /^security-group(-rule)?\//;

/** Action → resources without tags that it needs besides those that it names. */
const untaggedParts: Readonly<Record<string, readonly string[]>> = {
  AuthorizeSecurityGroupEgress: ['security-group-rule/any'],
  AuthorizeSecurityGroupIngress: ['security-group-rule/any'],
  DisassociateAddress: ['network-interface/any'],
  DisassociateNatGatewayAddress: ['network-interface/any'],
};

/** Beginning of ids → kind in ARNs. The id of an association stands for what it belongs to. */
const kinds: Readonly<Record<string, string>> = {
  eipalloc: 'elastic-ip',
  eipassoc: 'elastic-ip',
  eni: 'network-interface',
  fl: 'vpc-flow-log',
  igw: 'internet-gateway',
  lt: 'launch-template',
  nat: 'natgateway',
  rtb: 'route-table',
  rtbassoc: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  subnet: 'subnet',
  'subnet-cidr-assoc': 'subnet',
  vpc: 'vpc',
  'vpc-cidr-assoc': 'vpc',
  vpce: 'vpc-endpoint',
};

/** A VPC has its id, because that of another owner is allowed by it. */
function kindOf(id: string): string[] {
  const beginning = /^([a-z-]+)-[0-9a-f]{8,}$/.exec(id)?.[1] ?? '';
  const kind = kinds[beginning];
  if (kind === undefined) return [];
  return [beginning === 'vpc' ? `vpc/${id}` : `${kind}/any`];
}
