# Resources that must exist before the services: a repository for each image and, optionally, a hosted zone.
# Both environments use these images.

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
  # The server that answers /magicnight, and the static pages of /a and /b, which two services serve.
  repositories = toset(["api", "web"])
}

resource "aws_ecr_repository" "this" {
  for_each = local.repositories

  name = "magicnight/${each.key}"

  # A tag always refers to the same image: a new image needs a new tag, which a plan shows.
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  # Makes the example easy to remove. If you need the images, omit this: then only empty repositories can be deleted.
  force_delete = true
}

# Only with -var=zone=…: not needed if you already have a zone.
resource "aws_route53_zone" "this" {
  count = var.zone == null ? 0 : 1

  name = var.zone
}
