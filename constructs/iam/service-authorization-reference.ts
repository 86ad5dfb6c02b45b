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

const reference = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';

/**
 * URL of the AWS page that lists all actions of a service with the resource types that they support. For a service that the
 * stacks do not use themselves, it is the page with all services.
 *
 * @param action for example `ecr:GetAuthorizationToken`.
 */
export function serviceAuthorizationUrl(action: string): string {
  const list = lists[action.slice(0, action.indexOf(':'))];
  const page = list ? `list_${list}` : 'reference_policies_actions-resources-contextkeys';
  return `${reference}${page}.html`;
}
