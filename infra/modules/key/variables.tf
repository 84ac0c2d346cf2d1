variable "name" {
  description = "What the key's alias is called."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; give 3 to 20 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "region" {
  description = "Region of the key."
  type        = string
}

variable "account_id" {
  description = "Account that owns the key, 12 digits."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is \"${var.account_id}\"; give the 12 digits of the AWS account."
  }
}

variable "deletion_days" {
  description = "Days between the order to delete the key and its deletion, in which the order can be taken back."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_days >= 7 && var.deletion_days <= 30
    error_message = "deletion_days is ${var.deletion_days}; AWS takes 7 to 30."
  }
}
