variable "region" {
  description = "Region of the repositories and of the environments."
  type        = string
  default     = "eu-central-1"
}

variable "zone" {
  description = "Name of a public hosted zone to create, such as example.com. Null if you already have one, or use HTTP only."
  type        = string
  default     = null
}
