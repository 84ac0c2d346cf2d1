variable "name" {
  description = "What the alarms' names begin with."
  type        = string
}

variable "runbook_url" {
  description = "Where the runbook pages are; the page's name is added."
  type        = string
  default     = "docs/runbook"

  validation {
    condition     = can(regex("^(https://[^\\s?#]+|docs/runbook)$", var.runbook_url))
    error_message = "runbook_url is \"${var.runbook_url}\"; give an https address, such as https://git.example.com/tocsin/docs/runbook, or leave it out."
  }
}

variable "emails" {
  description = "Addresses that alarms are mailed to; each must confirm once."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "emails has ${join(", ", var.emails)}; give mail addresses."
  }
}

variable "queues" {
  description = "Names of queues whose messages must not grow old, by the short name that alarms use."
  type        = map(string)
}

variable "dead_letter_queues" {
  description = "Names of queues that must stay empty, by the short name that alarms use."
  type        = map(string)
}

variable "notice_queues" {
  description = "Names of queues to which nothing should be sent, by the short name that alarms use."
  type        = map(string)
}

variable "functions" {
  description = "Names of functions whose errors and throttles matter, by the short name that alarms use."
  type        = map(string)
}

variable "kafka_functions" {
  description = "Names of functions that Kafka feeds, by the short name that alarms use."
  type        = map(string)
}

variable "ticks" {
  description = "Names of functions that the schedule calls, by the short name that alarms use."
  type        = map(string)
}

variable "log_metrics" {
  description = "Log lines that matter, by a name for each: where, which, and the alarm's kind."
  type        = map(object({ kind = string, log_group = string, pattern = string }))
  default     = {}

  validation {
    condition     = alltrue([for one in var.log_metrics : contains(["breaker-open", "dead-letters"], one.kind)])
    error_message = "log_metrics has a kind that is not known; give breaker-open or dead-letters, which have a runbook page."
  }
}

variable "thresholds" {
  description = "From when on it is too much."
  type = object({
    queue_age_seconds  = optional(number, 300)
    offset_lag_records = optional(number, 100000)
  })
  default = {}

  validation {
    condition     = var.thresholds.queue_age_seconds >= 120 && var.thresholds.queue_age_seconds <= 1209600
    error_message = "thresholds.queue_age_seconds is ${var.thresholds.queue_age_seconds}; give 120 to 1209600: wake-ups are delayed by up to 70 seconds as they should be, and no message is older than 14 days."
  }

  validation {
    condition     = var.thresholds.offset_lag_records >= 1
    error_message = "thresholds.offset_lag_records is ${var.thresholds.offset_lag_records}; give at least 1, or the alarm is on for ever."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the topic."
  type        = string
}

variable "account_id" {
  description = "Account that owns the alarms."
  type        = string
}
