variable "name" {
  description = "Name of a new cluster."
  type        = string
}

variable "existing" {
  description = "A cluster to use instead of a new one: IAM authentication on, and a security group that lets itself and the functions in on port 9098."
  type = object({
    cluster_arn       = string
    bootstrap_servers = string
    security_group_id = string
  })
  default = null

  validation {
    condition     = try(can(regex("^arn:aws:kafka:[a-z0-9-]+:[0-9]{12}:cluster/[^/*]+/[^/*]+$", var.existing.cluster_arn)), false) || var.existing == null
    error_message = "existing.cluster_arn is \"${try(var.existing.cluster_arn, "")}\"; give the ARN of an MSK cluster, arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID."
  }

  validation {
    condition     = try(can(regex("^[^:,]+:9098(,[^:,]+:9098)*$", var.existing.bootstrap_servers)), false) || var.existing == null
    error_message = "existing.bootstrap_servers is \"${try(var.existing.bootstrap_servers, "")}\"; give HOST:9098,…: the port of IAM authentication."
  }
}

variable "topic" {
  description = "Topic that holds the metrics."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]{1,249}$", var.topic))
    error_message = "topic is \"${var.topic}\"; give 1 to 249 letters, digits, dots, hyphens and underscores."
  }
}

variable "consumer_group" {
  description = "Consumer group of the evaluator's event source mapping."
  type        = string
  default     = "tocsin-evaluator"

  validation {
    condition     = can(regex("^[A-Za-z0-9._:-]{1,200}$", var.consumer_group))
    error_message = "consumer_group is \"${var.consumer_group}\"; give 1 to 200 letters, digits and . _ : -."
  }
}

variable "partitions" {
  description = "Partitions of a topic that is created by its first record; more of them allow more evaluators at once."
  type        = number
  default     = 12

  validation {
    condition     = var.partitions >= 1 && var.partitions <= 1000 && floor(var.partitions) == var.partitions
    error_message = "partitions is ${var.partitions}; give a whole number from 1 to 1000."
  }
}

variable "retention_hours" {
  description = "Hours for which records are kept: the longest outage that loses no metric."
  type        = number
  default     = 24

  validation {
    condition     = var.retention_hours >= 1 && var.retention_hours <= 8760
    error_message = "retention_hours is ${var.retention_hours}; give 1 to 8760 hours."
  }
}

variable "kafka_version" {
  description = "Version of Kafka as MSK names it."
  type        = string
  default     = "3.9.x.kraft"

  validation {
    condition     = can(regex("^([3-9]|[1-9][0-9])\\.[0-9x]+\\.[0-9x]+(\\.kraft)?$", var.kafka_version))
    error_message = "kafka_version is \"${var.kafka_version}\"; give a version as MSK names it, such as 3.9.x.kraft."
  }
}

variable "instance_type" {
  description = "Size of a broker."
  type        = string
  default     = "kafka.m7g.large"

  validation {
    condition     = can(regex("^kafka\\.", var.instance_type))
    error_message = "instance_type is \"${var.instance_type}\"; give a size of MSK, such as kafka.m7g.large."
  }
}

variable "brokers_per_zone" {
  description = "Brokers in each zone."
  type        = number
  default     = 1

  validation {
    condition     = var.brokers_per_zone >= 1 && var.brokers_per_zone <= 10
    error_message = "brokers_per_zone is ${var.brokers_per_zone}; give 1 to 10."
  }
}

variable "volume_gib" {
  description = "Storage of a broker in GiB; it can grow, never shrink."
  type        = number
  default     = 100

  validation {
    condition     = var.volume_gib >= 10 && var.volume_gib <= 16384
    error_message = "volume_gib is ${var.volume_gib}; give 10 to 16384 GiB."
  }
}

variable "vpc_id" {
  description = "VPC of the brokers."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the brokers, one in each zone."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(var.subnet_ids) <= 3
    error_message = "subnet_ids has ${length(var.subnet_ids)}; give two or three, one in each zone."
  }
}

variable "clients" {
  description = "Security groups that may talk to the brokers, by a name for each."
  type        = map(string)
  default     = {}
}

variable "kms_key_arn" {
  description = "Key that encrypts records and logs."
  type        = string
}
