# The environment "production": the same module as test, with HTTPS, more tasks, longer log retention, and deletion protection.

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

# The public hosted zone in which the module creates the records of the domain, and those that validate its certificate.
data "aws_route53_zone" "this" {
  name = var.zone
}

module "services" {
  source = "../../../modules/magicnight"

  # All names that must be unique in an account begin with it, so that environments can share an account. The ECS services
  # have the names in services.ts, in a cluster for each environment.
  name_prefix = var.name_prefix

  magicnight_image = "${data.aws_ecr_repository.api.repository_url}:${var.image_tags.api}"
  site_a_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"
  site_b_image     = "${data.aws_ecr_repository.web.repository_url}:${var.image_tags.web}"

  # At least two tasks of each service, in two zones: if one zone fails, tasks in the other zone still respond. But all
  # outbound traffic of tasks, including image pulls, uses the only NAT gateway of the module, in the first zone.
  magicnight_min_tasks = var.magicnight_tasks.min
  magicnight_max_tasks = var.magicnight_tasks.max

  # At most 4 tasks, the default of the module.
  site_a_min_tasks = 2
  site_b_min_tasks = 2

  # With a domain, the module creates a certificate and redirects HTTP to HTTPS.
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
