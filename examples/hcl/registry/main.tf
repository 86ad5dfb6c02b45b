# What must be there before the services: a repository for each image and, where there is none yet, a hosted zone.
# Both environments take their images from here.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.25, < 7"
    }
  }
}

provider "aws" {
  region = var.region
}

locals {
  # The server that answers /magicnight, and the static pages of /a and /b, which two services show.
  repositories = toset(["api", "web"])
}

resource "aws_ecr_repository" "this" {
  for_each = local.repositories

  name = "magicnight/${each.key}"

  # A tag that is deployed stays what it was: a new image gets a new tag, and a plan shows it.
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  # An example must be easy to remove. Where images matter leave this out: a repository then goes only when it is empty.
  force_delete = true
}

# Only with -var=zone=…: who has a zone already leaves it alone.
resource "aws_route53_zone" "this" {
  count = var.zone == null ? 0 : 1

  name = var.zone
}
