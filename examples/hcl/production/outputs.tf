output "url" {
  description = "Base URL of the services."
  value       = module.services.url
}

output "urls" {
  description = "URL of each route."
  value       = module.services.urls
}

output "load_balancer_dns_name" {
  description = "DNS name of the load balancer."
  value       = module.services.load_balancer_dns_name
}

output "cluster_name" {
  description = "Name of the ECS cluster, for the AWS CLI."
  value       = module.services.cluster_name
}

output "service_names" {
  description = "Names of the ECS services."
  value       = module.services.service_names
}
