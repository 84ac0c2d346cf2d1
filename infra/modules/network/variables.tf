variable "name" {
  description = "What everything here is called."
  type        = string
}

variable "region" {
  description = "Region of the VPC."
  type        = string
}

variable "zones" {
  description = "Availability zones, two or three."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 3 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones is ${jsonencode(var.zones)}; give two or three different availability zones: the database needs two, Kafka's brokers take two or three."
  }

  validation {
    condition     = alltrue([for zone in var.zones : startswith(zone, var.region)])
    error_message = "zones is ${jsonencode(var.zones)}; give zones of the region ${var.region}."
  }
}

variable "cidr" {
  description = "Addresses of a new VPC."
  type        = string
  default     = "10.83.0.0/20"

  validation {
    condition     = can(cidrsubnet(var.cidr, 4, 0)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 22, false)
    error_message = "cidr is \"${var.cidr}\"; give an IPv4 block of /16 to /22, such as 10.83.0.0/20: it is divided into 16 subnets."
  }
}

variable "existing" {
  description = "A VPC to use instead of a new one: private subnets, and the route tables for S3's gateway endpoint."
  type = object({
    vpc_id          = string
    subnet_ids      = list(string)
    route_table_ids = optional(list(string), [])
  })
  default = null

  validation {
    condition     = try(length(var.existing.subnet_ids) >= 2, true)
    error_message = "existing.subnet_ids has ${try(length(var.existing.subnet_ids), 0)}; give at least two private subnets, in different zones."
  }
}

variable "endpoints" {
  description = "Whether to make the endpoints of AWS services; false in a VPC that has them or another way out."
  type        = bool
  default     = true

  validation {
    condition     = var.endpoints || var.existing != null || var.nat != "none"
    error_message = "endpoints is false and nat is \"none\"; functions in a new VPC would not reach AWS: turn one of them on."
  }
}

variable "endpoint_clients" {
  description = "Further security groups that may use the endpoints, by a name for each: the Kafka cluster's, since its poller has it."
  type        = map(string)
  default     = {}
}

variable "nat" {
  description = "Way to the internet for notifications and remediations: none, single (one gateway) or zonal (one for each zone)."
  type        = string
  default     = "single"

  validation {
    condition     = contains(["none", "single", "zonal"], var.nat)
    error_message = "nat is \"${var.nat}\"; give none, single or zonal."
  }
}
