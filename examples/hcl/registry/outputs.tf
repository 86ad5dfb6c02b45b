output "api_repository_url" {
  description = "Where the image of containers/api is pushed to, without a tag."
  value       = aws_ecr_repository.this["api"].repository_url
}

output "web_repository_url" {
  description = "Where the image of containers/web is pushed to, without a tag."
  value       = aws_ecr_repository.this["web"].repository_url
}

output "name_servers" {
  description = "What to enter where the domain is registered, if a zone was made."
  value       = flatten(aws_route53_zone.this[*].name_servers)
}
