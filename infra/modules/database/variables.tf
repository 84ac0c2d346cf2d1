variable "name" {
  description = "Name of cluster and proxy."
  type        = string
}

variable "database_name" {
  description = "Name of the database."
  type        = string
  default     = "tocsin"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name))
    error_message = "database_name is \"${var.database_name}\"; give lower-case letters, digits and underscores, beginning with a letter."
  }
}

variable "username" {
  description = "Owner of the schema, as whom functions log in."
  type        = string
  default     = "tocsin"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.username)) && !contains(["admin", "postgres", "rdsadmin"], var.username)
    error_message = "username is \"${var.username}\"; give lower-case letters, digits and underscores, and none of admin, postgres, rdsadmin."
  }
}

variable "engine_version" {
  description = "Version of PostgreSQL: the major one, or a minor one too."
  type        = string
  default     = "17"

  validation {
    condition     = can(regex("^(1[6-9]|[2-9][0-9])(\\.[0-9]+)?$", var.engine_version))
    error_message = "engine_version is \"${var.engine_version}\"; give PostgreSQL 16 or newer, which the functions assume."
  }
}

variable "capacity" {
  description = "Least and most Aurora capacity units (2 GiB of memory each) of an instance."
  type = object({
    minimum = number
    maximum = number
  })
  default = { minimum = 0.5, maximum = 8 }

  validation {
    condition     = var.capacity.minimum >= 0.5 && var.capacity.maximum <= 256 && var.capacity.minimum <= var.capacity.maximum
    error_message = "capacity is ${jsonencode(var.capacity)}; give minimum from 0.5 and maximum from there to 256: with 0 the database pauses, and a tick a minute never lets it."
  }

  validation {
    condition     = alltrue([for units in values(var.capacity) : floor(units * 2) == units * 2])
    error_message = "capacity is ${jsonencode(var.capacity)}; give whole or half units."
  }
}

variable "instances" {
  description = "Instances: the writer, and others that take over within a minute when it fails."
  type        = number
  default     = 2

  validation {
    condition     = var.instances >= 1 && var.instances <= 3
    error_message = "instances is ${var.instances}; give 1 to 3."
  }
}

variable "backup_days" {
  description = "Days within which the database can be set back to any second."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days is ${var.backup_days}; Aurora takes 1 to 35."
  }
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted, and leaves a last snapshot when it is."
  type        = bool
  default     = true
}

variable "vpc_id" {
  description = "VPC of the database."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the database, in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids has ${length(var.subnet_ids)}; give at least two, in different zones."
  }
}

variable "clients" {
  description = "Security groups that may talk to the proxy, by a name for each."
  type        = map(string)
}

variable "kms_key_arn" {
  description = "Key that encrypts database and password."
  type        = string
}

variable "region" {
  description = "Region of the database."
  type        = string
}

variable "account_id" {
  description = "Account that owns the database."
  type        = string
}
