variable "name" {
  description = "Name of the queue without the ending .fifo, which is added to FIFO queues."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,70}$", var.name))
    error_message = "name is \"${var.name}\"; give 1 to 70 letters, digits, hyphens and underscores; .fifo is added where it belongs."
  }
}

variable "fifo" {
  description = "Whether messages of a group keep their order."
  type        = bool
}

variable "visibility_timeout" {
  description = "Seconds for which a received message stays hidden; at least six times the consumer's time-out."
  type        = number

  validation {
    condition     = var.visibility_timeout >= 1 && var.visibility_timeout <= 43200
    error_message = "visibility_timeout is ${var.visibility_timeout}; give 1 to 43200 seconds: with 0 a message comes again while it is worked on."
  }
}

variable "max_receive_count" {
  description = "Receipts after which a message becomes a dead letter. High by default: an outage must not make dead letters of good messages."
  type        = number
  default     = 1000

  validation {
    condition     = var.max_receive_count >= 100 && var.max_receive_count <= 1000
    error_message = "max_receive_count is ${var.max_receive_count}; give 100 to 1000: with fewer, an outage of the database makes dead letters of good messages."
  }
}

variable "retention" {
  description = "Seconds for which an unread message is kept."
  type        = number
  default     = 1209600

  validation {
    condition     = var.retention >= 60 && var.retention <= 1209600
    error_message = "retention is ${var.retention}; SQS takes 60 to 1209600 seconds (14 days)."
  }

  validation {
    condition     = var.retention >= 2 * var.visibility_timeout
    error_message = "retention is ${var.retention}; give at least twice the visibility_timeout of ${var.visibility_timeout}, or a message that failed once is gone before it comes again."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the messages."
  type        = string
}

variable "region" {
  description = "Region of the queue."
  type        = string
}

variable "account_id" {
  description = "Account that owns the queue."
  type        = string
}
