import { calledEc2Resources } from './called-ec2-resources';
import { type CalledPlace, calledResources } from './called-resources';
import { type AwsRequest, iamAction } from './iam-action';
import { ownTagsIn, parametersOf } from './request-parameters';

/** A call of Terraform, as it was recorded. */
export interface RecordedCall {
  /** For example `ecs:CreateService`. */
  readonly action: string;

  /** ARNs of resources with the tags of the environment. */
  readonly resources: readonly string[];

  /**
   * ARNs of resources without tags: new ones, and those that AWS has created.
   *
   * @default - none
   */
  readonly untagged?: readonly string[];

  /**
   * Tags that the call gives.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Name of the action for which AWS authorizes the tags of a new resource: `CreateVpc`.
   *
   * @default - the call is one of its own
   */
  readonly createAction?: string;

  /**
   * Names and types of DNS records that it changes.
   *
   * @default - none
   */
  readonly records?: { readonly names: readonly string[]; readonly types: readonly string[] };
}

/** Account of the emulator. */
export const emulatedAccount = '000000000000';

/** A request, the tags that it gives to a new resource, and the roles that it passes to a service. */
export function callsOf(request: AwsRequest): RecordedCall[] {
  const { method, path, headers, body } = request;
  const action = iamAction(request);
  if (action === undefined) {
    const unknown = `unknown:${method} ${path} ${headers['x-amz-target'] ?? ''}`.trim();
    return [{ action: unknown, resources: ['any'] }];
  }
  const place = { region: regionOf(request), account: emulatedAccount };
  const call = { action, ...resourcesOf(action, request, place), ...recordsOf(action, body) };
  const passed = action.startsWith('iam:') ? [] : rolesIn(body);
  return [
    call,
    ...taggingOf(call),
    ...(passed.length > 0 ? [{ action: 'iam:PassRole', resources: passed }] : []),
  ];
}

/** The tags of a new resource, for which some services authorize a second action. */
function taggingOf({ action, untagged, tags }: RecordedCall): RecordedCall[] {
  const [service = '', createAction = ''] = action.split(':');
  const name = taggings[service];
  if (name === undefined || untagged === undefined || tags === undefined) return [];
  if (createAction === name) return [];
  return [{ action: `${service}:${name}`, resources: [], untagged, tags, createAction }];
}

/** Service → the action that it authorizes for the tags of a new resource. */
const taggings: Readonly<Record<string, string>> = {
  acm: 'AddTagsToCertificate',
  'application-autoscaling': 'TagResource',
  ec2: 'CreateTags',
};

type CalledResources = Pick<RecordedCall, 'resources' | 'untagged' | 'tags'>;

function resourcesOf(action: string, request: AwsRequest, place: CalledPlace): CalledResources {
  const [service, name = ''] = action.split(':');
  // A call of S3 has its tags in XML. Roles have no condition on them.
  const parameters = service === 's3' || service === 'route53' ? {} : parametersOf(request);
  const given = ownTagsIn(parameters);
  const tags = Object.keys(given).length > 0 ? { tags: given } : {};
  if (service === 'ec2') {
    const { tagged, untagged } = calledEc2Resources(name, parameters);
    const arn = (resource: string) => `arn:aws:ec2:${place.region}:${place.account}:${resource}`;
    const without = untagged.length > 0 ? { untagged: untagged.map(arn) } : {};
    return { resources: tagged.map(arn), ...without, ...tags };
  }
  const resources = calledResources(action, request, place);
  const isNew = /^(Add|Create|Put|Register|Request|Tag)/.test(name) && 'stack' in given;
  return isNew ? { resources: [], untagged: resources, ...tags } : { resources, ...tags };
}

function recordsOf(action: string, body: string): Pick<RecordedCall, 'records'> {
  if (action !== 'route53:ChangeResourceRecordSets') return {};
  const names = textsOf(body, 'Name').map((name) => name.replace(/\.$/, '').toLowerCase());
  return { records: { names, types: textsOf(body, 'Type') } };
}

function regionOf({ headers }: AwsRequest): string {
  const scope = /Credential=[^/,]+\/\d+\/([^/]+)\//;
  return scope.exec(String(headers.authorization))?.[1] ?? '';
}

function textsOf(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]+)<`, 'g'))].map(([, text = '']) => text);
}

/** ARNs of roles in JSON or in a form. */
function rolesIn(body: string): string[] {
  const roles = body
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .matchAll(/arn:aws:iam::\d+:role\/[\w/+=,.@-]+/g);
  return [...new Set([...roles].map(([arn]) => arn))];
}
