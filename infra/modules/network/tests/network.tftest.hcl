mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name   = "tocsin"
  region = "eu-central-1"
  zones  = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

run "single" {
  assert {
    condition     = toset(keys(aws_vpc_endpoint.interface)) == toset(["lambda", "sts", "sqs", "secretsmanager", "kms", "logs"]) && length(aws_vpc_endpoint.s3) == 1
    error_message = "an AWS service is not reached within the VPC"
  }

  assert {
    condition     = length(aws_subnet.private) == 3 && length(aws_nat_gateway.this) == 1 && length(aws_route.nat) == 3
    error_message = "there is another number of subnets or gateways than zones and nat say"
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.private : subnet.map_public_ip_on_launch == null || subnet.map_public_ip_on_launch == false])
    error_message = "a private subnet gives public addresses"
  }

  # Seven subnets at most, none within another.
  assert {
    condition     = length(distinct(concat([for subnet in aws_subnet.private : subnet.cidr_block], [for subnet in aws_subnet.public : subnet.cidr_block]))) == 4
    error_message = "two subnets have the same addresses"
  }
}

run "zonal" {
  variables {
    nat = "zonal"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "a zone has no gateway of its own"
  }
}

run "none" {
  variables {
    nat = "none"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_internet_gateway.this) == 0 && length(aws_subnet.public) == 0
    error_message = "there is a way out that nobody asked for"
  }
}

run "existing" {
  variables {
    existing         = { vpc_id = "vpc-9", subnet_ids = ["subnet-8", "subnet-9"], route_table_ids = ["rtb-1"] }
    endpoint_clients = { kafka = "sg-2" }
  }

  assert {
    condition     = length(aws_vpc.this) == 0 && length(aws_subnet.private) == 0 && output.vpc_id == "vpc-9" && output.subnet_ids == tolist(["subnet-8", "subnet-9"])
    error_message = "the existing VPC is not used as it is"
  }

  assert {
    condition     = aws_vpc_endpoint.s3[0].route_table_ids == toset(["rtb-1"]) && aws_vpc_security_group_ingress_rule.endpoints["kafka"].referenced_security_group_id == "sg-2"
    error_message = "the endpoints are not reached from where they must be"
  }
}

run "refused_1" {
  command = plan

  variables {
    # one zone
    zones = ["eu-central-1a"]

    # cidr too small
    cidr = "10.0.0.0/26"

    # one existing subnet
    existing = { vpc_id = "vpc-9", subnet_ids = ["subnet-1"] }

    # nat unknown
    nat = "two"
  }

  expect_failures = [
    var.zones,
    var.cidr,
    var.existing,
    var.nat,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # no way to aws
    endpoints = false
    nat       = "none"

    # a zone twice
    zones = ["eu-central-1a", "eu-central-1a"]

    # cidr is none
    cidr = "ten"
  }

  expect_failures = [
    var.endpoints,
    var.zones,
    var.cidr,
  ]
}

run "refused_3" {
  command = plan

  variables {
    # zones of another region
    zones = ["us-east-1a", "us-east-1b"]
  }

  expect_failures = [
    var.zones,
  ]
}
