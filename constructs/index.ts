/** The public API, with examples in docs/constructs.md. Everything else can change without notice. */
export { ServicesApp, type ServicesAppProps } from './app';
// The load balancer with its names, certificates, listeners and rules.
export { Certificates, type CertificatesProps } from './dns/certificates';
export { DnsRecords, type DnsRecordsProps } from './dns/dns-records';
export type { Hostname } from './dns/hostnames';
// Services, what they run on, how they scale, and what tells about them.
export { AutoScalingCapacity, type AutoScalingCapacityProps } from './ec2/auto-scaling-capacity';
export { type AlarmedService, Alarms, type AlarmsProps } from './ecs/alarms';
export { ContainerService } from './ecs/container-service';
export type { ServiceGrant } from './ecs/service-grant';
export { ServiceScaling, type ServiceScalingProps } from './ecs/service-scaling';
// The account and the network.
export { Account, type AccountProps } from './iam/account';
export type { PipelineEnvironment } from './iam/pipeline-environment';
export { ExistingLoadBalancer } from './load-balancer/existing-load-balancer';
export type { Ingress } from './load-balancer/ingress';
export { ListenerRules } from './load-balancer/listener-rules';
export { Listeners, type ListenersProps } from './load-balancer/listeners';
export { LoadBalancer, type LoadBalancerProps } from './load-balancer/load-balancer';
export type { RequestSource } from './load-balancer/request-source';
export { WebAcl, type WebAclProps } from './load-balancer/web-acl';
export { ExistingVpc } from './network/existing-vpc';
export type { Network } from './network/network';
export type { SubnetTier } from './network/subnet-tier';
export { Vpc, type VpcProps } from './network/vpc';
// Options of an app, its environments and its registry.
export type { AppOptions } from './options/environment/app-options';
export type { BackendOptions, S3BackendOptions } from './options/environment/backend-options';
export type {
  Ec2CapacityOptions,
  InstanceTypeOptions,
} from './options/environment/ec2-capacity-options';
export type { EnvironmentOptions } from './options/environment/environment-options';
export type { HttpsOptions } from './options/environment/https-options';
export type { LoadBalancerOptions } from './options/environment/load-balancer-options';
export type {
  ExistingNetworkOptions,
  Nat,
  NetworkOptions,
  NewNetworkOptions,
  ZoneLetter,
} from './options/environment/network-options';
export type { QuotaOptions } from './options/environment/quota-options';
export type { GitlabOptions, RegistryOptions } from './options/environment/registry-options';
export type { Override, ServiceOverride } from './options/environment/service-overrides';
export type { WafOptions } from './options/environment/waf-options';
export type { PermissionOptions } from './options/permission-options';
// Options of a service.
export type {
  ContainerOptions,
  FolderImage,
  ReferencedImage,
  SecretOptions,
  TmpfsOptions,
} from './options/service/container-options';
export type {
  HealthCheckOptions,
  TargetHealthOptions,
} from './options/service/health-check-options';
export type { ExpectedResponse, RouteOptions } from './options/service/route-options';
export type { ScalingOptions, ScheduleOptions } from './options/service/scaling-options';
export type { ServiceOptions } from './options/service/service-options';
export type { SidecarOptions } from './options/service/sidecar-options';
export type { TaskOptions } from './options/service/task-options';
export { ValidationError } from './options/validation-issues';
export { run } from './run';
// Stacks.
export { AwsStack } from './stacks/aws-stack';
export type { AwsStackProps } from './stacks/aws-stack-props';
export { Environment, type EnvironmentProps } from './stacks/environment';
export { RegistryStack, type RegistryStackProps } from './stacks/registry-stack';
export { ServicesStack } from './stacks/services-stack';
export type { Condition, Expression } from './terraform/condition';
