variable "name" {
  description = "What every name begins with."
  type        = string
}

variable "region" {
  description = "Region of everything."
  type        = string
}

variable "account_id" {
  description = "Account that owns everything, 12 digits."
  type        = string
}

variable "kms_key_arn" {
  description = "Key that encrypts everything."
  type        = string
}

variable "archives" {
  description = "Paths of the functions' zips."
  type = object({
    evaluator   = string
    notifier    = string
    enricher    = string
    remediation = string
    migrate     = string
  })

  validation {
    condition     = alltrue([for path in values(var.archives) : fileexists(path)])
    error_message = "archives: there is no file ${join(", ", [for path in values(var.archives) : path if !fileexists(path)])}; build the archives (mvn package), or name where they are."
  }
}

variable "runtime" {
  description = "Lambda runtime."
  type        = string
  default     = "java21"
}

variable "architecture" {
  description = "arm64 or x86_64."
  type        = string
  default     = "arm64"
}

variable "snap_start" {
  description = "Whether functions start from snapshots."
  type        = bool
  default     = true
}

variable "function_settings" {
  description = "Other sizes than the default, by function: MB, seconds, runs at once in all (-1: no reservation) and from the queue."
  type = map(object({
    memory               = optional(number)
    timeout              = optional(number)
    reserved_concurrency = optional(number)
    maximum_concurrency  = optional(number)
  }))
  default = {}

  validation {
    condition     = length(setsubtract(keys(var.function_settings), keys(local.functions))) == 0
    error_message = "function_settings has ${join(", ", setsubtract(keys(var.function_settings), keys(local.functions)))}; the functions are ${join(", ", keys(local.functions))}."
  }

  validation {
    condition     = alltrue([for key, settings in var.function_settings : !endswith(key, "-tick") || coalesce(settings.timeout, 50) < 60])
    error_message = "function_settings gives a tick a minute or more; give less than 60 seconds, or one tick throttles the next."
  }

  validation {
    condition     = alltrue([for key, settings in var.function_settings : settings.maximum_concurrency == null || try(local.functions[key].queue, null) != null])
    error_message = "function_settings gives maximum_concurrency to a function that no queue feeds; give reserved_concurrency."
  }

  validation {
    condition = alltrue([
      for key, settings in var.function_settings :
      coalesce(settings.timeout, 1) <= 29 || !(endswith(key, "-api") || endswith(key, "-approval"))
    ])
    error_message = "function_settings gives a function behind the API more than 29 seconds; API Gateway waits no longer."
  }
}

variable "max_receive_count" {
  description = "Receipts after which a queue's message becomes a dead letter."
  type        = number
  default     = 1000
}

variable "network" {
  description = "Subnets and security groups of the functions; null outside a VPC."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}

variable "database" {
  description = "PostgreSQL: iam where functions log in by it, else the password. With another identity the schema is made anew."
  type = object({
    jdbc_url = string
    username = string
    identity = string
    password = optional(string)
    iam      = optional(object({ connect_arn = string }))
  })

  validation {
    condition     = startswith(var.database.jdbc_url, "jdbc:postgresql://")
    error_message = "database.jdbc_url is no URL of PostgreSQL; give jdbc:postgresql://HOST:PORT/DATABASE."
  }

  validation {
    condition     = (var.database.password == null) != (var.database.iam == null)
    error_message = "database has both or neither of password and iam; give one of them."
  }
}

variable "kafka" {
  description = "Where metrics come from, and how its records are encoded: iam names an MSK cluster that Lambda's own poller reads; null where something else reads it."
  type = object({
    bootstrap_servers = string
    topic             = string
    format            = optional(string, "json")
    consumer_group    = optional(string, "tocsin-evaluator")
    iam               = optional(object({ cluster_arn = string, topic_arn = string, group_arn = string }))
    batch_size        = optional(number, 1000)
    window            = optional(number, 1)
    pollers           = optional(object({ minimum = number, maximum = number }))
  })

  validation {
    condition     = can(regex("^[^:,/ ]+:[0-9]+(,[^:,/ ]+:[0-9]+)*$", var.kafka.bootstrap_servers))
    error_message = "kafka.bootstrap_servers is \"${var.kafka.bootstrap_servers}\"; give HOST:PORT, several separated by commas."
  }

  validation {
    condition     = contains(["json", "otlp_protobuf", "otlp_json", "prometheus_remote_write", "telegraf_json", "influx_line"], var.kafka.format)
    error_message = "kafka.format is \"${var.kafka.format}\"; give json, otlp_protobuf, otlp_json, prometheus_remote_write, telegraf_json or influx_line."
  }
}

variable "notify_url" {
  description = "Address of the notification service; /api/alerts is added."
  type        = string

  validation {
    condition     = can(regex("^https?://[^/@?#\\s]+(/[^@?#\\s]*)?$", var.notify_url))
    error_message = "notify_url is \"${var.notify_url}\"; give http:// or https:// with a host, and no query or user."
  }
}

variable "public_url" {
  description = "What approval links begin with, where it is not the API's own address: a domain of yours before it."
  type        = string
  default     = null

  validation {
    condition     = var.public_url == null || can(regex("^https?://[^/@?#\\s]+(/[^@?#\\s]*)?$", var.public_url))
    error_message = "public_url is \"${var.public_url == null ? "null" : var.public_url}\"; give http:// or https:// with a host, and no query or user."
  }
}

variable "api_url_pattern" {
  description = "Address of an API where it is not AWS's, with {id} and {stage}."
  type        = string
  default     = null

  validation {
    condition     = var.api_url_pattern == null || (strcontains(coalesce(var.api_url_pattern, "-"), "{id}") && strcontains(coalesce(var.api_url_pattern, "-"), "{stage}"))
    error_message = "api_url_pattern is \"${var.api_url_pattern == null ? "null" : var.api_url_pattern}\"; it must have {id} and {stage}."
  }
}

variable "dashboard_url" {
  description = "Address of Grafana, for links; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.dashboard_url == null || can(regex("^https?://[^/@?#\\s]+(/[^@?#\\s]*)?$", var.dashboard_url))
    error_message = "dashboard_url is \"${var.dashboard_url == null ? "null" : var.dashboard_url}\"; give http:// or https:// with a host, and no query."
  }
}

variable "approval_key" {
  description = "Base64 of at least 32 random bytes, which approval links are signed with: openssl rand -base64 32. Stored in the secret only."
  type        = string
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9+/]{43,}={0,2}$", var.approval_key)) && length(var.approval_key) % 4 == 0
    error_message = "approval_key is not the base64 of at least 32 bytes; make one by: openssl rand -base64 32"
  }
}

variable "approval_key_version" {
  description = "Raised by one when approval_key is another one; with the same number the stored key stays."
  type        = number
  default     = 1

  validation {
    condition     = var.approval_key_version >= 1 && floor(var.approval_key_version) == var.approval_key_version
    error_message = "approval_key_version is ${var.approval_key_version}; give a whole number from 1, one more with each new key."
  }
}

variable "seal_key" {
  description = "Base64 of 32 random bytes, by which stored configurations are encrypted: openssl rand -base64 32. Stored in the secret only, when it is made; a later one changes nothing."
  type        = string
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9+/]{43}=$", var.seal_key))
    error_message = "seal_key is not the base64 of 32 bytes; make one by: openssl rand -base64 32"
  }
}

variable "api" {
  description = "Limits and logs of the REST API, see the module api; the ARN of a secret with logins and tokens, where requests are not signed for IAM; unchecked where nobody checks a signature (LocalStack); rules_by_api where rules are put by it instead of into the bucket."
  type = object({
    throttle         = optional(object({ rate = number, burst = number }), { rate = 50, burst = 100 })
    public_throttle  = optional(object({ rate = number, burst = number }), { rate = 5, burst = 20 })
    route_settings   = optional(bool, true)
    waf              = optional(object({ requests_in_five_minutes = number }))
    account_log_role = optional(bool, true)

    credentials_secret = optional(string)
    unchecked          = optional(bool, false)
    rules_by_api       = optional(bool, false)
  })
  default = {}

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:secretsmanager:[^:]+:[0-9]{12}:secret:.+$", coalesce(var.api.credentials_secret, "arn:aws:secretsmanager:r:000000000000:secret:s")))
    error_message = "api.credentials_secret is \"${coalesce(var.api.credentials_secret, "null")}\"; give the ARN of a secret."
  }

  validation {
    condition     = var.api.credentials_secret == null || !var.api.unchecked
    error_message = "api has credentials_secret and unchecked; give one of them."
  }
}

variable "alarms" {
  description = "When alarms go off, whom they are mailed to, and where the runbook is; see the module alarms."
  type = object({
    thresholds = optional(object({
      queue_age_seconds  = optional(number, 300)
      offset_lag_records = optional(number, 100000)
    }), {})
    emails      = optional(set(string), [])
    runbook_url = optional(string, "docs/runbook")
  })
  default = {}
}

variable "log_retention_days" {
  description = "Days for which log lines are kept."
  type        = number
  default     = 30
}

variable "force_destroy" {
  description = "Whether destroying deletes files and secrets at once: for trials only."
  type        = bool
  default     = false
}

variable "encrypt_environment" {
  description = "Whether functions' environments are encrypted with the key; see the module function."
  type        = bool
  default     = true
}
