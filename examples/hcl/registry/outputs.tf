output "api_repository_url" {
  description = "Repository URL of the image of containers/api, without a tag."
  value       = aws_ecr_repository.this["api"].repository_url
}

output "web_repository_url" {
  description = "Repository URL of the image of containers/web, without a tag."
  value       = aws_ecr_repository.this["web"].repository_url
}

output "name_servers" {
  description = "Name servers to enter at the registrar of the domain, if a zone was created."
  value       = flatten(aws_route53_zone.this[*].name_servers)
}
