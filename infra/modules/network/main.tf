# Private subnets, one in each zone, and the endpoints by which functions and the Kafka poller reach AWS without leaving them.
# An existing VPC is used as it is: only security groups and, where wanted, endpoints are added.

locals {
  own_vpc    = var.existing == null
  vpc_id     = local.own_vpc ? aws_vpc.this[0].id : var.existing.vpc_id
  subnet_ids = local.own_vpc ? [for zone in var.zones : aws_subnet.private[zone].id] : var.existing.subnet_ids

  # Lambda, STS and Secrets Manager are what the Kafka poller asks for; the rest is what functions call.
  interface_services = var.endpoints ? toset(["lambda", "sts", "sqs", "secretsmanager", "kms", "logs"]) : toset([])
  nat_zones          = local.own_vpc ? slice(var.zones, 0, { none = 0, single = 1, zonal = length(var.zones) }[var.nat]) : []
}

resource "aws_vpc" "this" {
  count = local.own_vpc ? 1 : 0

  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

# Everybody's default group lets everything in from itself; this one lets nothing.
resource "aws_default_security_group" "none" {
  count = local.own_vpc ? 1 : 0

  vpc_id = aws_vpc.this[0].id
  tags   = { Name = "${var.name}-unused" }
}

resource "aws_subnet" "private" {
  for_each = local.own_vpc ? toset(var.zones) : toset([])

  vpc_id            = aws_vpc.this[0].id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr, 4, index(var.zones, each.key))
  tags              = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route_table" "private" {
  for_each = local.own_vpc ? toset(var.zones) : toset([])

  vpc_id = aws_vpc.this[0].id
  tags   = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route_table_association" "private" {
  for_each = aws_subnet.private

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}

# Only with NAT: a public subnet in each zone that has a gateway.

resource "aws_internet_gateway" "this" {
  count = length(local.nat_zones) == 0 ? 0 : 1

  vpc_id = aws_vpc.this[0].id
  tags   = { Name = var.name }
}

resource "aws_subnet" "public" {
  for_each = toset(local.nat_zones)

  vpc_id            = aws_vpc.this[0].id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.cidr, 4, 8 + index(var.zones, each.key))
  tags              = { Name = "${var.name}-public-${each.key}" }
}

resource "aws_route_table" "public" {
  count = length(local.nat_zones) == 0 ? 0 : 1

  vpc_id = aws_vpc.this[0].id
  tags   = { Name = "${var.name}-public" }
}

resource "aws_route" "public" {
  count = length(local.nat_zones) == 0 ? 0 : 1

  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  subnet_id      = each.value.id
  route_table_id = aws_route_table.public[0].id
}

resource "aws_eip" "nat" {
  for_each = toset(local.nat_zones)

  domain = "vpc"
  tags   = { Name = "${var.name}-nat-${each.key}" }
}

resource "aws_nat_gateway" "this" {
  for_each = toset(local.nat_zones)

  subnet_id     = aws_subnet.public[each.key].id
  allocation_id = aws_eip.nat[each.key].id
  tags          = { Name = "${var.name}-${each.key}" }
  depends_on    = [aws_internet_gateway.this]
}

resource "aws_route" "nat" {
  for_each = length(local.nat_zones) == 0 ? {} : aws_route_table.private

  route_table_id         = each.value.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[var.nat == "zonal" ? each.key : local.nat_zones[0]].id
}

# Security groups.

resource "aws_security_group" "functions" {
  name        = "${var.name}-functions"
  description = "Functions of ${var.name}: they call and are not called"
  vpc_id      = local.vpc_id
  tags        = { Name = "${var.name}-functions" }
}

# Receivers of notifications and targets of remediations are anywhere; where they may be is the routes' business.
resource "aws_vpc_security_group_egress_rule" "functions" {
  security_group_id = aws_security_group.functions.id
  description       = "Database, Kafka, endpoints, receivers"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "endpoints" {
  count = var.endpoints ? 1 : 0

  name        = "${var.name}-endpoints"
  description = "Endpoints of AWS services within the VPC"
  vpc_id      = local.vpc_id
  tags        = { Name = "${var.name}-endpoints" }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  for_each = var.endpoints ? merge({ functions = aws_security_group.functions.id }, var.endpoint_clients) : {}

  security_group_id            = aws_security_group.endpoints[0].id
  description                  = "HTTPS from ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = each.value
}

resource "aws_vpc_endpoint" "interface" {
  for_each = local.interface_services

  vpc_id              = local.vpc_id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = local.subnet_ids
  security_group_ids  = aws_security_group.endpoints[*].id
  private_dns_enabled = true
  tags                = { Name = "${var.name}-${each.key}" }
}

resource "aws_vpc_endpoint" "s3" {
  count = var.endpoints ? 1 : 0

  vpc_id            = local.vpc_id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = local.own_vpc ? [for zone in var.zones : aws_route_table.private[zone].id] : var.existing.route_table_ids
  tags              = { Name = "${var.name}-s3" }
}
