/** A request to the gateway. */
export interface AwsRequest {
  readonly method: string;

  /** With the query. */
  readonly path: string;

  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As text; bytes of CBOR are characters of Latin-1. */
  readonly body: string;
}

/** Service name in signatures → prefix of IAM actions, if they differ. */
const prefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', tagging: 'tag' };

/**
 * The action that a policy must allow for a request to AWS, such as `ec2:CreateVpc`; `undefined` if it is unknown. Some
 * requests require further actions that cannot be derived from the request.
 */
export function iamAction(request: AwsRequest): string | undefined {
  const { method, headers, body } = request;
  const scope = /Credential=[^/,]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/;
  const service = scope.exec(String(headers.authorization))?.[1];
  if (service === undefined) return undefined;
  const { pathname, searchParams } = new URL(withoutHost(request.path), 'http://aws');

  if (service === 's3') return prefixed('s3', s3Action(method, pathname, searchParams));
  if (service === 'route53') return prefixed('route53', foundIn(route53Actions, method, pathname));

  const target = String(headers['x-amz-target'] ?? '');
  const operation =
    // JSON: `Logs_20140328.CreateLogGroup`
    /\.(\w+)$/.exec(target)?.[1] ??
    // Smithy RPC: `/service/GraniteServiceVersion20100801/operation/PutMetricAlarm`
    /^\/service\/[^/]+\/operation\/(\w+)$/.exec(pathname)?.[1] ??
    // Query protocol: a form
    new URLSearchParams(body).get('Action') ??
    searchParams.get('Action');
  return prefixed(prefixes[service] ?? service, operation ?? undefined);
}

/** A request to a proxy has a full URL as its path, possibly with an account before the host. */
function withoutHost(path: string): string {
  return path.replace(/^https?:\/\/[^/]+/, '') || '/';
}

function prefixed(service: string, name: string | undefined): string | undefined {
  return name ? `${service}:${name}` : undefined;
}

type PathActions = readonly (readonly [method: string, path: RegExp, name: string])[];

function foundIn(actions: PathActions, method: string, pathname: string): string | undefined {
  return actions.find(([verb, path]) => verb === method && path.test(pathname))?.[2];
}

const route53Actions: PathActions = [
  ['GET', /^\/2013-04-01\/change\/[^/]+$/, 'GetChange'],
  ['GET', /^\/2013-04-01\/hostedzone$/, 'ListHostedZones'],
  ['POST', /^\/2013-04-01\/hostedzone$/, 'CreateHostedZone'],
  ['GET', /^\/2013-04-01\/hostedzone\/[^/]+$/, 'GetHostedZone'],
  ['POST', /^\/2013-04-01\/hostedzone\/[^/]+$/, 'UpdateHostedZoneComment'],
  ['DELETE', /^\/2013-04-01\/hostedzone\/[^/]+$/, 'DeleteHostedZone'],
  ['GET', /^\/2013-04-01\/hostedzone\/[^/]+\/rrset\/?$/, 'ListResourceRecordSets'],
  ['POST', /^\/2013-04-01\/hostedzone\/[^/]+\/rrset\/?$/, 'ChangeResourceRecordSets'],
  ['GET', /^\/2013-04-01\/hostedzonesbyname$/, 'ListHostedZonesByName'],
  ['GET', /^\/2013-04-01\/hostedzonesbyvpc$/, 'ListHostedZonesByVPC'],
  ['GET', /^\/2013-04-01\/tags\/[^/]+\/[^/]+$/, 'ListTagsForResource'],
  ['POST', /^\/2013-04-01\/tags\/[^/]+\/[^/]+$/, 'ChangeTagsForResource'],
];

const s3ControlActions: PathActions = [
  ['GET', /^\/v20180820\/tags\/./, 'ListTagsForResource'],
  ['POST', /^\/v20180820\/tags\/./, 'TagResource'],
  ['DELETE', /^\/v20180820\/tags\/./, 'UntagResource'],
];

/** Bucket setting in a query → suffix of the action after `Get` or `Put`. */
const bucketSettings: Readonly<Record<string, string>> = {
  accelerate: 'AccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCORS',
  encryption: 'EncryptionConfiguration',
  lifecycle: 'LifecycleConfiguration',
  location: 'BucketLocation',
  logging: 'BucketLogging',
  notification: 'BucketNotification',
  'object-lock': 'BucketObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'BucketPublicAccessBlock',
  replication: 'ReplicationConfiguration',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};

/** Query parameters for paging and filtering, which do not change the action. */
const pageParts =
  /^(x-id|list-type|prefix|delimiter|max-keys|encoding-type|marker|continuation-token|start-after|fetch-owner)$/;

function s3Action(method: string, pathname: string, query: URLSearchParams): string | undefined {
  if (pathname.startsWith('/v20180820/')) return foundIn(s3ControlActions, method, pathname);
  const [, bucket = '', ...key] = pathname.split('/');
  const parts = [...query.keys()].filter((part) => !pageParts.test(part));
  const [part] = parts;
  if (key.join('/') !== '') return part === undefined ? objectActions[method] : undefined;
  if (bucket === '') return method === 'GET' ? 'ListAllMyBuckets' : undefined;
  if (part === undefined) return bucketActions[method];
  if (parts.includes('versions')) return method === 'GET' ? 'ListBucketVersions' : undefined;
  if (parts.includes('delete')) return method === 'POST' ? 'DeleteObject' : undefined;

  const setting = bucketSettings[part];
  if (setting === undefined) return undefined;
  if (method === 'GET') return `Get${setting}`;
  if (method === 'PUT') return `Put${setting}`;
  if (method !== 'DELETE') return undefined;
  // Only these two have an action for DELETE.
  return part === 'policy' || part === 'website' ? `Delete${setting}` : `Put${setting}`;
}

const bucketActions: Readonly<Record<string, string>> = {
  DELETE: 'DeleteBucket',
  GET: 'ListBucket',
  HEAD: 'ListBucket',
  PUT: 'CreateBucket',
};

const objectActions: Readonly<Record<string, string>> = {
  DELETE: 'DeleteObject',
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
};
