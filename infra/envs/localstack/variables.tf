variable "name" {
  description = "What every name begins with."
  type        = string
  default     = "tocsin"
}

variable "region" {
  description = "Region that LocalStack plays."
  type        = string
  default     = "us-east-1"
}

variable "endpoint" {
  description = "Where LocalStack listens."
  type        = string
  default     = "http://localhost:4566"

  validation {
    condition     = can(regex("^https?://[^/:]+:[0-9]+/?$", var.endpoint))
    error_message = "endpoint is \"${var.endpoint}\"; give http://HOST:PORT of LocalStack."
  }
}

variable "database" {
  description = "PostgreSQL as functions in containers reach it; with another identity the schema is migrated anew."
  type = object({
    jdbc_url = string
    username = string
    password = string
    identity = optional(string, "local")
  })
  sensitive = true

  validation {
    condition     = !can(regex("^jdbc:postgresql://(localhost|127\\.)", var.database.jdbc_url))
    error_message = "database.jdbc_url names this host by localhost, which in a function's container is the container; give host.docker.internal or an address."
  }
}

variable "kafka_bootstrap_servers" {
  description = "Kafka as functions in containers reach it, HOST:PORT."
  type        = string

  validation {
    condition     = !can(regex("(^|,)(localhost|127\\.)", var.kafka_bootstrap_servers))
    error_message = "kafka_bootstrap_servers names this host by localhost, which in a function's container is the container; give host.docker.internal or an address."
  }
}

variable "topic" {
  description = "Topic that holds the metrics."
  type        = string
  default     = "gds.metrics.production"
}

variable "topic_format" {
  description = "How the topic's records are encoded: json, otlp_protobuf, otlp_json, prometheus_remote_write, telegraf_json or influx_line."
  type        = string
  default     = "json"
}

variable "archives" {
  description = "Paths of the functions' zips where they are not where the build puts them."
  type = object({
    evaluator   = optional(string)
    notifier    = optional(string)
    enricher    = optional(string)
    remediation = optional(string)
    migrate     = optional(string)
  })
  default = {}
}

variable "runtime" {
  description = "Lambda runtime."
  type        = string
  default     = "java21"
}

variable "architecture" {
  description = "x86_64, or arm64 on such a host."
  type        = string
  default     = "x86_64"
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
}

variable "max_receive_count" {
  description = "Receipts after which a queue's message becomes a dead letter."
  type        = number
  default     = 1000
}

variable "notify_url" {
  description = "Address of the notification service as functions in containers reach it."
  type        = string

  validation {
    condition     = !can(regex("^https?://(localhost|127\\.)", var.notify_url))
    error_message = "notify_url names this host by localhost, which in a function's container is the container; give host.docker.internal or an address."
  }
}

variable "public_url" {
  description = "What approval links begin with, where it is not the API's own address."
  type        = string
  default     = null
}

variable "dashboard_url" {
  description = "Address of Grafana, for links; null for none."
  type        = string
  default     = null
}

variable "approval_key" {
  description = "Base64 of at least 32 random bytes, which approval links are signed with."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "approval_key_version" {
  description = "Raised by one when approval_key is another one."
  type        = number
  default     = 1
}

variable "seal_key" {
  description = "Base64 of 32 random bytes, by which stored configurations are encrypted."
  type        = string
  ephemeral   = true
  sensitive   = true
}
