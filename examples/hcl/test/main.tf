# The environment "test": the same module as production, with minimal settings and HTTP only.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.25, < 7"
    }
  }

  # The state is terraform.tfstate in this folder. A team configures a backend here: the module has none.
}

# The module has no provider either: set region, role and account here.
provider "aws" {
  region = var.region
}

data "aws_ecr_repository" "api" {
  name = "magicnight/api"
}

data "aws_ecr_repository" "web" {
  name = "magicnight/web"
}

module "services" {
  source = "../../../modules/magicnight"

  # All names that must be unique in an account begin with it, so that environments can share an account. The ECS services
  # have the names in services.ts, in a cluster for each environment.
  name_prefix = var.name_prefix

  magicnight_image = "${data.aws_ecr_repository.api.repository_url}:${var.image_tags.api}"
  site_a_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"
  site_b_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"

  magicnight_min_tasks = var.magicnight_tasks.min
  magicnight_max_tasks = var.magicnight_tasks.max
  site_a_max_tasks     = 1
  site_b_max_tasks     = 1

  vpc_cidr           = "10.10.0.0/16"
  log_retention_days = 7

  tags = {
    project     = "magicnight"
    environment = "test"
  }
}
