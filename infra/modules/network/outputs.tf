output "vpc_id" {
  description = "The VPC."
  value       = local.vpc_id
}

output "subnet_ids" {
  description = "Private subnets."
  value       = local.subnet_ids
}

output "functions_security_group_id" {
  description = "Security group of the functions."
  value       = aws_security_group.functions.id
}

output "ways_out" {
  description = "Services that are reached within the VPC, and zones with a NAT gateway."
  value = {
    endpoints = concat(keys(aws_vpc_endpoint.interface), aws_vpc_endpoint.s3[*].vpc_endpoint_type)
    nat_zones = local.nat_zones
  }
}
