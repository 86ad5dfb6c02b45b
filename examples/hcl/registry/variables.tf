variable "region" {
  description = "Region of the repositories; that of the environments, too."
  type        = string
  default     = "eu-central-1"
}

variable "zone" {
  description = "Name of a public hosted zone to make, such as example.com. Null where you have one, or want HTTP alone."
  type        = string
  default     = null
}
