variable "region" {
  description = "Region of the environment; the repositories must be there."
  type        = string
  default     = "eu-central-1"
}

variable "name_prefix" {
  description = "What the names of this environment begin with."
  type        = string
  default     = "magicnight-production"
}

variable "image_tags" {
  description = "Tags of the images that are deployed. Change them here: the plan shows which services get another image."
  type        = object({ api = string, web = string })
  default     = { api = "1", web = "1" }
}

variable "magicnight_tasks" {
  description = "Fewest and most tasks of the service magicnight."
  type        = object({ min = number, max = number })
  default     = { min = 2, max = 10 }
}

variable "zone" {
  description = "Name of the public hosted zone of Route 53 that the domain is in."
  type        = string
  default     = "example.com"
}

variable "domain" {
  description = "Name under which the services are reached."
  type        = string
  default     = "shop.example.com"
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer. To destroy the environment, apply it once with false."
  type        = bool
  default     = true
}
