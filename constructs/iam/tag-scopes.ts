import type { Account } from './account';
import type { ActionScope } from './action-scopes';
import type { EnvironmentLimits } from './environment-limits';
import type { PipelineEnvironment } from './pipeline-environment';

/**
 * Scopes of the actions on resources whose ARNs have generated ids: of EC2, certificates and scalable targets. Only those with
 * the tags of the environment can be changed. Only what has no tags of another environment can get its tags.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html
 */
export function tagScopes(
  account: Account,
  { region, inRegion, ownTags, requestedTags }: EnvironmentLimits,
  { vpcId }: PipelineEnvironment,
): ActionScope[] {
  const tagged = (service: string, kind: string) => account.arn(service, `${kind}/*`, region);
  return [
    {
      // No resource type is supported.
      pattern: /^acm:RequestCertificate$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, ...requestedTags } },
    },
    {
      // A scalable target has a generated id, so nothing says for which service it is.
      pattern: /^application-autoscaling:RegisterScalableTarget$/,
      resource: tagged('application-autoscaling', 'scalable-target'),
      condition: {
        StringEquals: requestedTags,
        StringEqualsIfExists: {
          ...ownTags,
          'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
          'application-autoscaling:service-namespace': 'ecs',
        },
      },
      partial: true,
    },
    {
      // What gets the tags by an action of its own: a certificate and a scalable target, for which AWS has no condition that they
      // are being created, the rules of security groups, and the default security group of a VPC of the stack, which AWS creates.
      pattern: /^(acm:AddTagsToCertificate|application-autoscaling:TagResource|ec2:CreateTags)$/,
      resource: [
        tagged('acm', 'certificate'),
        tagged('application-autoscaling', 'scalable-target'),
        tagged('ec2', 'security-group-rule'),
        ...(vpcId === undefined ? [tagged('ec2', 'security-group')] : []),
      ],
      condition: { StringEquals: requestedTags, StringEqualsIfExists: ownTags },
      partial: true,
    },
    {
      pattern: /^(acm|application-autoscaling|ec2):(?!DescribeAccountAttributes$)/,
      resource: '*',
      condition: {
        StringEquals: { ...inRegion, ...ownTags },
        StringEqualsIfExists: requestedTags,
      },
    },
  ];
}
