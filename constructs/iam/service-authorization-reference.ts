/** Service prefix of actions → name of their list in the Service Authorization Reference. */
const lists: Readonly<Record<string, string>> = {
  acm: 'awscertificatemanager',
  'application-autoscaling': 'awsapplicationautoscaling',
  autoscaling: 'amazonec2autoscaling',
  cloudwatch: 'amazoncloudwatch',
  ec2: 'amazonec2',
  ecr: 'amazonelasticcontainerregistry',
  ecs: 'amazonelasticcontainerservice',
  elasticloadbalancing: 'elasticloadbalancing',
  logs: 'amazoncloudwatchlogs',
  route53: 'amazonroute53',
  sns: 'amazonsns',
  ssm: 'awssystemsmanager',
  ssmmessages: 'amazonsessionmanagermessagegatewayservice',
  sts: 'awssecuritytokenservice',
  wafv2: 'awswafv2',
  xray: 'awsx-ray',
};

/**
 * URL of the AWS page that lists all actions of a service with the resource types that they support.
 *
 * @param action for example `ecr:GetAuthorizationToken`.
 */
export function serviceAuthorizationUrl(action: string): string {
  const list = lists[action.slice(0, action.indexOf(':'))];
  if (list === undefined)
    throw new Error(`no page of the Service Authorization Reference is known for ${action}`);
  return `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${list}.html`;
}
