mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name        = "tocsin-notifier-ingest"
  description = "Makes deliveries of alert events"
  handler     = "dev.tocsin.notifier.NotifyIngestHandler"
  archive     = "versions.tf"
  memory      = 1024
  timeout     = 10
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  region      = "eu-central-1"
  account_id  = "123456789012"
}

run "queue" {
  variables {
    queue_source = { arn = "arn:aws:sqs:eu-central-1:123456789012:tocsin-notify.fifo", visibility_timeout = 60, maximum_concurrency = 16 }
  }

  assert {
    condition = alltrue([
      aws_lambda_event_source_mapping.queue[0].function_response_types == toset(["ReportBatchItemFailures"]),
      aws_lambda_event_source_mapping.queue[0].scaling_config[0].maximum_concurrency == 16,
      aws_lambda_event_source_mapping.queue[0].function_name == aws_lambda_alias.live.arn,
    ])
    error_message = "the queue's mapping fails as a whole, has no bound, or calls another version than the live one"
  }

  assert {
    condition = alltrue([
      aws_lambda_function.this.publish, one(aws_lambda_function.this.snap_start).apply_on == "PublishedVersions",
      aws_lambda_function.this.runtime == "java21", aws_lambda_function.this.architectures == tolist(["arm64"]),
      aws_lambda_alias.live.function_version == aws_lambda_function.this.version, aws_cloudwatch_log_group.this.retention_in_days == 30,
    ])
    error_message = "the function is not published behind its alias with SnapStart"
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.own.policy, "\"*\"") && length(aws_iam_role_policy.network) == 0
    error_message = "the role has a wildcard, or may make network interfaces outside a VPC"
  }
}

run "kafka_in_provisioned_mode" {
  variables {
    name    = "tocsin-evaluator-metrics"
    network = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    kafka_source = {
      cluster_arn    = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2"
      topic          = "gds.metrics.production"
      consumer_group = "tocsin-evaluator"
      pollers        = { minimum = 2, maximum = 8 }
    }
  }

  # Endless retries, nothing put aside, no bisecting.
  assert {
    condition = alltrue([
      aws_lambda_event_source_mapping.kafka[0].function_response_types == toset(["ReportBatchItemFailures"]),
      aws_lambda_event_source_mapping.kafka[0].maximum_retry_attempts == -1,
      aws_lambda_event_source_mapping.kafka[0].maximum_record_age_in_seconds == -1,
      aws_lambda_event_source_mapping.kafka[0].bisect_batch_on_function_error == false,
      length(aws_lambda_event_source_mapping.kafka[0].destination_config) == 0,
      aws_lambda_event_source_mapping.kafka[0].provisioned_poller_config[0].maximum_pollers == 8,
      aws_lambda_event_source_mapping.kafka[0].amazon_managed_kafka_event_source_config[0].consumer_group_id == "tocsin-evaluator",
      aws_lambda_event_source_mapping.kafka[0].starting_position == "TRIM_HORIZON",
    ])
    error_message = "good records could be put aside, or a batch that failed in part comes again as a whole"
  }

  # The code itself may not do what the role may for the network.
  assert {
    condition = alltrue([
      jsondecode(aws_iam_role_policy.network[0].policy).Statement[0].Action == jsondecode(aws_iam_role_policy.network[0].policy).Statement[1].Action,
      jsondecode(aws_iam_role_policy.network[0].policy).Statement[1].Effect == "Deny",
      alltrue([for action in jsondecode(aws_iam_role_policy.network[0].policy).Statement[0].Action : startswith(action, "ec2:") && !strcontains(action, "*")]),
    ])
    error_message = "the exception for network interfaces is wider than it must be"
  }
}

run "kafka_on_demand" {
  variables {
    name         = "tocsin-evaluator-metrics"
    network      = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    kafka_source = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2", topic = "metrics", consumer_group = "g" }
  }

  # AWS refuses these but in provisioned mode.
  assert {
    condition     = aws_lambda_event_source_mapping.kafka[0].function_response_types == null && length(aws_lambda_event_source_mapping.kafka[0].provisioned_poller_config) == 0
    error_message = "on-demand mode is given what only provisioned mode takes"
  }
}

run "tick" {
  variables {
    repeat_asynchronous_calls = false
    reserved_concurrency      = 1
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.this[0].maximum_retry_attempts == 0 && aws_lambda_function.this.reserved_concurrent_executions == 1
    error_message = "a tick that failed comes again, or two run at once"
  }
}

run "refused_1" {
  command = plan

  variables {
    # name with a dot
    name = "tocsin.notifier"

    # handler without a package
    handler = "NotifyIngestHandler"

    # archive is not there
    archive = "nothing.zip"

    # runtime too old
    runtime = "java17"

    # architecture unknown
    architecture = "arm"

    # memory too little
    memory = 128

    # timeout too long
    timeout = 901

    # snapshot with connections
    java_options = "-Xshare:auto"

    # java options as a setting
    environment = { JAVA_TOOL_OPTIONS = "-Xmx1g" }

    # any resource
    statements = [{ sid = "Bad", actions = ["sqs:SendMessage"], resources = ["*"] }]

    # log kept for ever
    log_retention_days = 0
  }

  expect_failures = [
    var.name,
    var.handler,
    var.archive,
    var.runtime,
    var.architecture,
    var.memory,
    var.timeout,
    var.java_options,
    var.environment,
    var.statements,
    var.log_retention_days,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # never runs
    reserved_concurrency = 0

    # any queue
    statements = [{ sid = "Bad", actions = ["sqs:SendMessage"], resources = ["arn:aws:sqs:eu-central-1:123456789012:*"] }]

    # kafka outside a network
    kafka_source = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2", topic = "metrics", consumer_group = "g" }
  }

  expect_failures = [
    var.reserved_concurrency,
    var.statements,
    var.kafka_source,
  ]
}

run "refused_3" {
  command = plan

  variables {
    # visibility shorter than six time outs
    queue_source = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", visibility_timeout = 59, maximum_concurrency = 8 }

    # any account
    statements = [{ sid = "Bad", actions = ["sqs:SendMessage"], resources = ["arn:aws:sqs:eu-central-1:*:q"] }]
  }

  expect_failures = [
    var.queue_source,
    var.statements,
  ]
}

run "refused_4" {
  command = plan

  variables {
    # throttled by itself
    reserved_concurrency = 4
    queue_source         = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", visibility_timeout = 60, maximum_concurrency = 8 }

    # any action
    statements = [{ sid = "Bad", actions = ["sqs:*"], resources = ["arn:aws:sqs:eu-central-1:123456789012:q"] }]
  }

  expect_failures = [
    var.reserved_concurrency,
    var.statements,
  ]
}

run "refused_5" {
  command = plan

  variables {
    # kafka time out too long
    timeout      = 850
    network      = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    kafka_source = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2", topic = "metrics", consumer_group = "g" }

    # any action at all
    statements = [{ sid = "Bad", actions = ["*"], resources = ["arn:aws:sqs:eu-central-1:123456789012:q"] }]
  }

  expect_failures = [
    var.kafka_source,
    var.statements,
  ]
}

run "refused_6" {
  command = plan

  variables {
    # batch of eleven
    queue_source = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", visibility_timeout = 60, maximum_concurrency = 8, batch_size = 11 }
  }

  expect_failures = [
    var.queue_source,
  ]
}

run "refused_7" {
  command = plan

  variables {
    # kafka batch too big
    network      = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    kafka_source = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2", topic = "metrics", consumer_group = "g", batch_size = 10001 }
  }

  expect_failures = [
    var.kafka_source,
  ]
}

run "refused_8" {
  command = plan

  variables {
    # one at a time
    queue_source = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", visibility_timeout = 60, maximum_concurrency = 1 }
  }

  expect_failures = [
    var.queue_source,
  ]
}

run "refused_9" {
  command = plan

  variables {
    # kafka window too long
    network      = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    kafka_source = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2", topic = "metrics", consumer_group = "g", window = 301 }
  }

  expect_failures = [
    var.kafka_source,
  ]
}

run "refused_10" {
  command = plan

  variables {
    # two sources
    queue_source = { arn = "arn:aws:sqs:eu-central-1:123456789012:q", visibility_timeout = 60, maximum_concurrency = 8 }
    network      = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    kafka_source = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2", topic = "metrics", consumer_group = "g" }
  }

  expect_failures = [
    var.kafka_source,
  ]
}

run "refused_11" {
  command = plan

  variables {
    # fewer pollers than the least
    network      = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    kafka_source = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2", topic = "metrics", consumer_group = "g", pollers = { minimum = 4, maximum = 2 } }
  }

  expect_failures = [
    var.kafka_source,
  ]
}
