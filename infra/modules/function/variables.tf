variable "name" {
  description = "Name of the function, and of its role."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,64}$", var.name))
    error_message = "name is \"${var.name}\"; give 1 to 64 letters, digits and hyphens."
  }
}

variable "description" {
  description = "What the function is for, one line."
  type        = string
}

variable "handler" {
  description = "Class of the handler, with its package."
  type        = string

  validation {
    condition     = can(regex("^([a-z][a-z0-9_]*\\.)+[A-Z][A-Za-z0-9]*$", var.handler))
    error_message = "handler is \"${var.handler}\"; give a class with its package, such as dev.tocsin.evaluator.MetricsHandler."
  }
}

variable "archive" {
  description = "Path of the function's zip."
  type        = string

  validation {
    condition     = fileexists(var.archive)
    error_message = "archive is \"${var.archive}\", and there is no such file: build the archives (mvn package), or name where they are."
  }
}

variable "runtime" {
  description = "Lambda runtime."
  type        = string
  default     = "java21"

  validation {
    condition     = can(regex("^java(2[1-9]|[3-9][0-9])$", var.runtime))
    error_message = "runtime is \"${var.runtime}\"; give java21 or a newer Java, since the classes are built for release 21."
  }
}

variable "architecture" {
  description = "arm64 or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture is \"${var.architecture}\"; give arm64 or x86_64."
  }
}

variable "memory" {
  description = "Memory in MB; 1769 MB come with one virtual CPU."
  type        = number

  validation {
    condition     = var.memory >= 256 && var.memory <= 10240
    error_message = "memory is ${var.memory}; give 256 to 10240 MB: with less the functions do not start."
  }
}

variable "timeout" {
  description = "Seconds after which a run is stopped."
  type        = number

  validation {
    condition     = var.timeout >= 1 && var.timeout <= 900
    error_message = "timeout is ${var.timeout}; give 1 to 900 seconds."
  }
}

variable "java_options" {
  description = "JAVA_TOOL_OPTIONS: the compiler's tier, room for classes before a first collection, and the property by which connections are closed before a snapshot."
  type        = string
  nullable    = false
  default     = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -XX:MetaspaceSize=64m -Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"

  validation {
    condition     = !var.snap_start || strcontains(var.java_options, "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")
    error_message = "java_options lacks -Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac; without it SnapStart keeps open connections in the snapshot: add it, or turn snap_start off."
  }
}

variable "environment" {
  description = "Settings of the function."
  type        = map(string)
  default     = {}

  validation {
    condition     = !contains(keys(var.environment), "JAVA_TOOL_OPTIONS")
    error_message = "environment has JAVA_TOOL_OPTIONS; give it as java_options."
  }
}

variable "snap_start" {
  description = "Whether published versions start from a snapshot."
  type        = bool
  default     = true
}

variable "reserved_concurrency" {
  description = "Most runs at once, taken out of the account's; -1 for no reservation."
  type        = number
  default     = -1

  validation {
    condition     = var.reserved_concurrency == -1 || var.reserved_concurrency >= 1
    error_message = "reserved_concurrency is ${var.reserved_concurrency}; give at least 1, or -1 for no reservation: with 0 the function never runs."
  }

  validation {
    condition     = var.queue_source == null || var.reserved_concurrency == -1 || var.reserved_concurrency >= try(var.queue_source.maximum_concurrency, 0)
    error_message = "reserved_concurrency is ${var.reserved_concurrency}, below the queue's maximum_concurrency: messages would be throttled until they are dead letters; raise one or lower the other."
  }
}

variable "repeat_asynchronous_calls" {
  description = "Whether Lambda repeats asynchronous calls that failed."
  type        = bool
  nullable    = false
  default     = true
}

variable "statements" {
  description = "What the function may do besides writing its log, reading its queue and using the key: actions and the resources they are for."
  type = list(object({
    sid       = string
    actions   = list(string)
    resources = list(string)
    condition = optional(map(map(string)))
  }))
  default = []

  validation {
    condition     = alltrue([for action in flatten(var.statements[*].actions) : !strcontains(action, "*")])
    error_message = "statements allow an action with a wildcard; name each action."
  }

  validation {
    condition = alltrue([
      for resource in flatten(var.statements[*].resources) :
      can(regex("^arn:aws:[a-z0-9-]+:[^:*]*:[^:*]*:([^*]*[^*:/]|[^*/]+(/[^*/]+)+/\\*)$", resource))
    ])
    error_message = "statements name a resource that is no ARN, or one with a wildcard; name the resource: a wildcard may only stand for what lies below two named parts, as in bucket/rules/*."
  }
}

variable "sends" {
  description = "Whether the function sends to queues, and so needs data keys."
  type        = bool
  default     = false
}

variable "network" {
  description = "Subnets and security groups; null outside a VPC."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}

variable "queue_source" {
  description = "Queue that feeds the function: visibility_timeout is the queue's, in seconds."
  type = object({
    arn                 = string
    visibility_timeout  = number
    batch_size          = optional(number, 10)
    maximum_concurrency = number
  })
  default = null

  validation {
    condition     = try(var.queue_source.visibility_timeout >= 6 * var.timeout, true)
    error_message = "queue_source.visibility_timeout is ${try(var.queue_source.visibility_timeout, 0)}; give at least six times the function's timeout of ${var.timeout} seconds, or messages come again while they are worked on."
  }

  validation {
    condition     = try(var.queue_source.batch_size >= 1 && var.queue_source.batch_size <= 10, true)
    error_message = "queue_source.batch_size is ${try(var.queue_source.batch_size, 0)}; give 1 to 10."
  }

  validation {
    condition     = try(var.queue_source.maximum_concurrency >= 2 && var.queue_source.maximum_concurrency <= 1000, true)
    error_message = "queue_source.maximum_concurrency is ${try(var.queue_source.maximum_concurrency, 0)}; SQS takes 2 to 1000."
  }
}

variable "kafka_source" {
  description = "Topic that feeds the function: batch_size records or window seconds make a batch; pollers are those of provisioned mode, null for none."
  type = object({
    cluster_arn    = string
    topic          = string
    consumer_group = string
    batch_size     = optional(number, 1000)
    window         = optional(number, 1)
    pollers        = optional(object({ minimum = number, maximum = number }))
  })
  default = null

  validation {
    condition     = var.kafka_source == null || var.queue_source == null
    error_message = "kafka_source and queue_source are both given; a function has one source."
  }

  validation {
    condition     = var.kafka_source == null || var.network != null
    error_message = "kafka_source is given without network; the function's role must let the poller into the cluster's network."
  }

  validation {
    condition     = var.kafka_source == null || var.timeout <= 840
    error_message = "timeout is ${var.timeout}; give up to 840 seconds where Kafka is the source."
  }

  validation {
    condition     = try(var.kafka_source.batch_size >= 1 && var.kafka_source.batch_size <= 10000, true)
    error_message = "kafka_source.batch_size is ${try(var.kafka_source.batch_size, 0)}; give 1 to 10000 records."
  }

  validation {
    condition     = try(var.kafka_source.window >= 0 && var.kafka_source.window <= 300, true)
    error_message = "kafka_source.window is ${try(var.kafka_source.window, 0)}; give 0 to 300 seconds."
  }

  validation {
    condition = try(var.kafka_source.pollers == null, true) || try(
      var.kafka_source.pollers.minimum >= 1 && var.kafka_source.pollers.minimum <= 200
      && var.kafka_source.pollers.maximum <= 2000 && var.kafka_source.pollers.minimum <= var.kafka_source.pollers.maximum,
    false)
    error_message = "kafka_source.pollers is ${jsonencode(try(var.kafka_source.pollers, null))}; give minimum 1 to 200 and maximum from there to 2000, or null for on-demand mode."
  }
}

variable "log_retention_days" {
  description = "Days for which log lines are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is ${var.log_retention_days}; CloudWatch takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, and some years more; 0, for ever, is not taken here."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts log, settings and snapshots, and what the function reads."
  type        = string
}

variable "region" {
  description = "Region of the function."
  type        = string
}

variable "account_id" {
  description = "Account that owns the function."
  type        = string
}

variable "encrypt_environment" {
  description = "Whether the environment is encrypted with the key; LocalStack forgets the key, and each plan would name it again."
  type        = bool
  default     = true
}
