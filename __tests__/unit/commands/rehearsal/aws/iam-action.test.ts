import { iamAction } from '../../../../../commands/rehearsal/aws/iam-action';

/** A request as Terraform's provider signs it. */
function request(service: string, line: string, body = '', target?: string) {
  const [method = '', path = ''] = line.split(' ');
  const scope = `20260101/eu-central-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=key/${scope}, SignedHeaders=host, Signature=0`;
  return { method, path, headers: { authorization, 'x-amz-target': target }, body };
}

test.each([
  ['ec2', 'Action=CreateVpc&CidrBlock=10.0.0.0%2F16&Version=2016-11-15', 'ec2:CreateVpc'],
  ['iam', 'Action=GetRole&RoleName=a&Version=2010-05-08', 'iam:GetRole'],
  ['sts', 'Version=2011-06-15&Action=GetCallerIdentity', 'sts:GetCallerIdentity'],
  ['elasticloadbalancing', 'Action=DescribeTags', 'elasticloadbalancing:DescribeTags'],
  ['autoscaling', 'Action=SetInstanceProtection', 'autoscaling:SetInstanceProtection'],
])('a form to %s names its action: %s', (service, form, action) => {
  expect(iamAction(request(service, 'POST /', form))).toBe(action);
});

test.each([
  ['ecs', 'AmazonEC2ContainerServiceV20141113.CreateService', 'ecs:CreateService'],
  ['ecr', 'AmazonEC2ContainerRegistry_V20150921.DescribeImages', 'ecr:DescribeImages'],
  ['logs', 'Logs_20140328.CreateLogGroup', 'logs:CreateLogGroup'],
  ['wafv2', 'AWSWAF_20190729.GetWebACL', 'wafv2:GetWebACL'],
  ['acm', 'CertificateManager.RequestCertificate', 'acm:RequestCertificate'],
  ['tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources', 'tag:GetResources'],
  [
    'application-autoscaling',
    'AnyScaleFrontendService.PutScalingPolicy',
    'application-autoscaling:PutScalingPolicy',
  ],
])('JSON to %s has its action in a header: %s', (service, target, action) => {
  expect(iamAction(request(service, 'POST /', '{"Action":"no"}', target))).toBe(action);
});

test('Smithy RPC has its action in the path', () => {
  const line = 'POST /service/GraniteServiceVersion20100801/operation/PutMetricAlarm';
  expect(iamAction(request('monitoring', line))).toBe('cloudwatch:PutMetricAlarm');
});

test.each([
  ['GET /', 's3:ListAllMyBuckets'],
  ['HEAD /shop', 's3:ListBucket'],
  ['GET /shop?list-type=2&prefix=a', 's3:ListBucket'],
  ['PUT /shop', 's3:CreateBucket'],
  ['DELETE /shop/', 's3:DeleteBucket'],
  ['GET /shop?acl=', 's3:GetBucketAcl'],
  ['GET /shop?cors', 's3:GetBucketCORS'],
  ['GET /shop?object-lock=', 's3:GetBucketObjectLockConfiguration'],
  ['GET /shop?encryption=', 's3:GetEncryptionConfiguration'],
  ['PUT /shop?encryption=', 's3:PutEncryptionConfiguration'],
  ['DELETE /shop?encryption=', 's3:PutEncryptionConfiguration'],
  ['DELETE /shop?lifecycle=', 's3:PutLifecycleConfiguration'],
  ['DELETE /shop?publicAccessBlock=', 's3:PutBucketPublicAccessBlock'],
  ['DELETE /shop?policy=', 's3:DeleteBucketPolicy'],
  ['GET /shop?max-keys=1&versions=', 's3:ListBucketVersions'],
  ['POST /shop?delete=', 's3:DeleteObject'],
  ['GET /shop/a/b?x-id=GetObject', 's3:GetObject'],
  ['GET /v20180820/tags/arn%3Aaws%3As3%3A%3A%3Ashop', 's3:ListTagsForResource'],
  ['POST http://000000000000.127.0.0.1:4566/v20180820/tags/arn%3Aaws', 's3:TagResource'],
  ['DELETE /v20180820/tags/arn%3Aaws%3As3%3A%3A%3Ashop?tagKeys=a', 's3:UntagResource'],
])('S3: %s is %s', (line, action) => {
  expect(iamAction(request('s3', line, '<x/>'))).toBe(action);
});

test.each([
  ['GET /2013-04-01/hostedzone?name=a', 'route53:ListHostedZones'],
  ['GET /2013-04-01/hostedzone/Z1', 'route53:GetHostedZone'],
  ['GET /2013-04-01/hostedzone/Z1/rrset?maxitems=1', 'route53:ListResourceRecordSets'],
  ['POST /2013-04-01/hostedzone/Z1/rrset/', 'route53:ChangeResourceRecordSets'],
  ['GET /2013-04-01/change/C1', 'route53:GetChange'],
  ['GET /2013-04-01/tags/hostedzone/Z1', 'route53:ListTagsForResource'],
])('Route 53: %s is %s', (line, action) => {
  expect(iamAction(request('route53', line))).toBe(action);
});

test.each([
  ['a form without an action', request('ec2', 'POST /', 'Version=1')],
  ['a path that Route 53 does not have', request('route53', 'GET /2013-04-01/moon')],
  ['a setting that buckets do not have', request('s3', 'GET /shop?moon=')],
  ['a part of an object', request('s3', 'GET /shop/a?acl=')],
  ['a method that settings do not have', request('s3', 'POST /shop?policy=')],
  ['another call of S3 Control', request('s3', 'GET /v20180820/jobs')],
  ['a request that is not signed', { method: 'GET', path: '/shop', headers: {}, body: '' }],
])('%s is unknown', (_what, unknown) => {
  expect(iamAction(unknown)).toBeUndefined();
});
