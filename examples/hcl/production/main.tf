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

  # All names begin with it, so that environments can share an account.
  name_prefix = var.name_prefix

  magicnight_image = "${data.aws_ecr_repository.api.repository_url}:${var.image_tags.api}"
  site_a_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"
  site_b_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"

  # Two of each, in two zones: one may fail.
  magicnight_min_tasks = var.magicnight_tasks.min
  magicnight_max_tasks = var.magicnight_tasks.max
  site_a_min_tasks     = 2
  site_b_min_tasks     = 2

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
