variable "region" {
  description = "Region of the environment. The repositories must be in the same region."
  type        = string
  default     = "eu-central-1"
}

variable "name_prefix" {
  description = "Prefix of all resource names of this environment."
  type        = string
  default     = "magicnight-test"
}

variable "image_tags" {
  description = "Tags of the deployed images. If you change them, the plan shows which services get another image."
  type        = object({ api = string, web = string })
  default     = { api = "1", web = "1" }
}

variable "magicnight_tasks" {
  description = "Minimum and maximum number of tasks of the service magicnight."
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 2 }
}
