# Where.

variable "name" {
  description = "What every name begins with: two deployments in one account have two names."
  type        = string
  default     = "tocsin"
}

variable "region" {
  description = "AWS region."
  type        = string

  validation {
    condition     = can(regex("^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-[0-9]$", var.region))
    error_message = "region is \"${var.region}\"; give a region such as eu-central-1. Those of China and of US government are not supported: their names and addresses differ."
  }
}

variable "account_id" {
  description = "AWS account, 12 digits; credentials of another one are refused."
  type        = string
}

variable "zones" {
  description = "Two or three availability zones of the region."
  type        = list(string)
}

variable "offline" {
  description = "True to plan without AWS and with any credentials. Never apply such a plan."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Further tags of everything."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setintersection(keys(var.tags), ["application", "deployment"])) == 0 && !anytrue([for key in keys(var.tags) : startswith(lower(key), "aws:")])
    error_message = "tags has application, deployment or a key that begins with aws:; the first two are set here, the others are AWS's own."
  }
}

# Network.

variable "cidr" {
  description = "Addresses of a new VPC."
  type        = string
  default     = "10.83.0.0/20"
}

variable "existing_network" {
  description = "A VPC to use instead of a new one: private subnets in the zones, and the route tables for S3's gateway endpoint."
  type = object({
    vpc_id          = string
    subnet_ids      = list(string)
    route_table_ids = optional(list(string), [])
  })
  default = null
}

variable "endpoints" {
  description = "Whether to make the endpoints of AWS services; false in a VPC that has them or another way out."
  type        = bool
  default     = true
}

variable "nat" {
  description = "Way to the internet for notifications and remediations: none, single or zonal."
  type        = string
  default     = "single"
}

# Kafka.

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

variable "existing_kafka" {
  description = "An MSK cluster to use instead of a new one; needs existing_network, the cluster's."
  type = object({
    cluster_arn       = string
    bootstrap_servers = string
    security_group_id = string
  })
  default = null

  validation {
    condition     = var.existing_kafka == null || var.existing_network != null
    error_message = "existing_kafka is given without existing_network; give the network of the cluster, or functions cannot reach it."
  }
}

variable "kafka" {
  description = "A new cluster; see the module kafka. clients are security groups of producers, by a name for each."
  type = object({
    version          = optional(string, "3.9.x.kraft")
    instance_type    = optional(string, "kafka.m7g.large")
    brokers_per_zone = optional(number, 1)
    volume_gib       = optional(number, 100)
    partitions       = optional(number, 12)
    retention_hours  = optional(number, 24)
    clients          = optional(map(string), {})
  })
  default = {}
}

variable "batch_size" {
  description = "Most records in a batch."
  type        = number
  default     = 1000
}

variable "batch_window" {
  description = "Seconds after which a batch is evaluated that is not full."
  type        = number
  default     = 1
}

variable "pollers" {
  description = "Pollers of the event source mapping in provisioned mode, each up to 5 MB a second; null for on-demand mode, in which a batch that fails in part comes again as a whole."
  type        = object({ minimum = number, maximum = number })
  default     = { minimum = 1, maximum = 4 }
}

# Database.

variable "database" {
  description = "Aurora; see the module database."
  type = object({
    engine_version      = optional(string, "17")
    capacity            = optional(object({ minimum = number, maximum = number }), { minimum = 0.5, maximum = 8 })
    instances           = optional(number, 2)
    backup_days         = optional(number, 7)
    deletion_protection = optional(bool, true)
  })
  default = {}
}

# Functions.

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
}

variable "max_receive_count" {
  description = "Receipts after which a queue's message becomes a dead letter."
  type        = number
  default     = 1000
}

# What it does.

variable "notify_url" {
  description = "Address of the notification service; /api/alerts is added."
  type        = string
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
  description = "Base64 of at least 32 random bytes, which approval links are signed with: openssl rand -base64 32. In no state and no plan; give it each time, by TF_VAR_approval_key."
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
  description = "Base64 of 32 random bytes, by which stored configurations are encrypted: openssl rand -base64 32. In no state and no plan; give it each time, by TF_VAR_seal_key. The first one stays."
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "api" {
  description = "Limits of the REST API, its firewall, whether to set the account's role for API logs (see the module api), and the ARN of a secret with logins and tokens where requests are not signed for IAM, and whether rules are put by the API instead of into the bucket."
  type = object({
    throttle         = optional(object({ rate = number, burst = number }), { rate = 50, burst = 100 })
    public_throttle  = optional(object({ rate = number, burst = number }), { rate = 5, burst = 20 })
    waf              = optional(object({ requests_in_five_minutes = number }))
    account_log_role = optional(bool, true)

    credentials_secret = optional(string)
    rules_by_api       = optional(bool, false)
  })
  default = {}
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
