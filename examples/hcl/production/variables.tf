variable "region" {
  description = "Region of the environment. The repositories must be in the same region."
  type        = string
  default     = "eu-central-1"
}

variable "name_prefix" {
  description = "Prefix of all resource names of this environment."
  type        = string
  default     = "magicnight-production"
}

variable "image_tags" {
  description = "Tags of the deployed images. If you change them, the plan shows which services get another image."
  type        = object({ api = string, web = string })
  default     = { api = "1", web = "1" }
}

variable "magicnight_tasks" {
  description = "Minimum and maximum number of tasks of the service magicnight."
  type        = object({ min = number, max = number })
  default     = { min = 2, max = 10 }
}

variable "zone" {
  description = "Name of the public Route 53 hosted zone that contains the domain."
  type        = string
  default     = "example.com"
}

variable "domain" {
  description = "Hostname of the services."
  type        = string
  default     = "shop.example.com"
}

variable "deletion_protection" {
  description = "Whether deletion protection of the load balancer is enabled. Before you destroy the environment, apply it once with false."
  type        = bool
  default     = true
}
