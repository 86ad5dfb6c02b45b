# The environment "production": the same module as test, with HTTPS, more tasks, longer logs, and a protected load balancer.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.25, < 7"
    }
  }

  # The state is terraform.tfstate in this folder. A team has it in a backend, which goes here: the module has none.
}

# The module has no provider of its own either: region, role and account are chosen here.
provider "aws" {
  region = var.region
}

data "aws_ecr_repository" "api" {
  name = "magicnight/api"
}

data "aws_ecr_repository" "web" {
  name = "magicnight/web"
}

# The public zone in which the module makes the records of the domain, and those that prove to AWS that it is yours.
data "aws_route53_zone" "this" {
  name = var.zone
}

module "services" {
  source = "../../../modules/magicnight"

  # All names that only one can have in an account begin with it, so that environments can share an account. The ECS
  # services are called as in services.ts in each, in a cluster of its own.
  name_prefix = var.name_prefix

  magicnight_image = "${data.aws_ecr_repository.api.repository_url}:${var.image_tags.api}"
  site_a_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"
  site_b_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"

  # At least two of each, in two zones: where one zone fails, tasks in the other still answer. But calls of all tasks to
  # outside, also to pull an image, go by the one NAT gateway of the module, in the first zone.
  magicnight_min_tasks = var.magicnight_tasks.min
  magicnight_max_tasks = var.magicnight_tasks.max

  # Up to 4, the default of the module.
  site_a_min_tasks = 2
  site_b_min_tasks = 2

  # With a domain the module makes a certificate, and HTTP is redirected.
  domain  = var.domain
  zone_id = data.aws_route53_zone.this.zone_id

  vpc_cidr            = "10.20.0.0/16"
  log_retention_days  = 365
  deletion_protection = var.deletion_protection

  tags = {
    project     = "magicnight"
    environment = "production"
  }
}
