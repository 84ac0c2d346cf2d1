# One Lambda function: role, log group, published version behind the alias "live", and what feeds it.

locals {
  alias    = "live"
  arn      = "arn:aws:lambda:${var.region}:${var.account_id}:function:${var.name}"
  live_arn = "${local.arn}:${local.alias}"
  log_arn  = "arn:aws:logs:${var.region}:${var.account_id}:log-group:/aws/lambda/${var.name}"

  own = [
    {
      sid       = "OwnLog"
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["${local.log_arn}:*"]
      condition = null
    },
    {
      sid       = "Decrypt"
      actions   = concat(["kms:Decrypt"], var.sends ? ["kms:GenerateDataKey"] : [])
      resources = [var.kms_key_arn]
      condition = null
    },
  ]
  of_queue = var.queue_source == null ? [] : [{
    sid       = "OwnQueue"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
    resources = [var.queue_source.arn]
    condition = null
  }]
  statements = concat(local.own, local.of_queue, var.statements)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for one in local.statements : merge(
        { Sid = one.sid, Effect = "Allow", Action = one.actions, Resource = one.resources },
        one.condition == null ? {} : { Condition = one.condition },
      )
    ]
  })

  interface_actions = [
    "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "ec2:DescribeSubnets",
  ]
  poller_actions = var.kafka_source == null ? [] : ["ec2:DescribeVpcs", "ec2:DescribeSecurityGroups"]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "this" {
  name        = var.name
  description = "Function ${var.name} and nothing else"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "own" {
  name   = "own"
  role   = aws_iam_role.this.id
  policy = local.policy
}

# The only wildcard of a role: EC2 authorizes Lambda's work on network interfaces, and the Kafka poller's look at the network,
# on any resource only. The function's own code is denied both.
resource "aws_iam_role_policy" "network" {
  count = var.network == null ? 0 : 1

  name = "network"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Lambda"
        Effect   = "Allow"
        Action   = concat(local.interface_actions, local.poller_actions)
        Resource = "*" # EC2 knows no narrower one for these
      },
      {
        Sid       = "NotTheCode"
        Effect    = "Deny"
        Action    = concat(local.interface_actions, local.poller_actions)
        Resource  = "*" # a refusal
        Condition = { ArnEquals = { "lambda:SourceFunctionArn" = local.arn } }
      },
    ]
  })
}

resource "aws_lambda_function" "this" {
  function_name                  = var.name
  description                    = var.description
  role                           = aws_iam_role.this.arn
  handler                        = var.handler
  runtime                        = var.runtime
  architectures                  = [var.architecture]
  memory_size                    = var.memory
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  filename                       = var.archive
  source_code_hash               = filebase64sha256(var.archive)
  publish                        = true
  kms_key_arn                    = var.encrypt_environment ? var.kms_key_arn : null

  environment {
    variables = merge(var.environment, { JAVA_TOOL_OPTIONS = var.java_options })
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []
    content {
      apply_on = "PublishedVersions"
    }
  }

  dynamic "vpc_config" {
    for_each = var.network == null ? [] : [var.network]
    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.own, aws_iam_role_policy.network]
}

resource "aws_lambda_alias" "live" {
  name             = local.alias
  description      = "What everything calls; moved to a version when it is published"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

# A tick that failed is not repeated: the next one does the same.
resource "aws_lambda_function_event_invoke_config" "this" {
  count = var.repeat_asynchronous_calls ? 0 : 1

  function_name                = aws_lambda_function.this.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_event_age_in_seconds = 60
  maximum_retry_attempts       = 0
}

resource "aws_lambda_event_source_mapping" "queue" {
  count = var.queue_source == null ? 0 : 1

  event_source_arn        = var.queue_source.arn
  function_name           = aws_lambda_alias.live.arn
  batch_size              = var.queue_source.batch_size
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.queue_source.maximum_concurrency
  }

  depends_on = [aws_iam_role_policy.own]
}

# It retries until the batch is taken: no bisecting, no oldest age and no destination, which would put good records aside while
# the database is away. The function sets aside the records that are at fault itself.
resource "aws_lambda_event_source_mapping" "kafka" {
  count = var.kafka_source == null ? 0 : 1

  event_source_arn                   = var.kafka_source.cluster_arn
  topics                             = [var.kafka_source.topic]
  function_name                      = aws_lambda_alias.live.arn
  batch_size                         = var.kafka_source.batch_size
  maximum_batching_window_in_seconds = var.kafka_source.window
  starting_position                  = "TRIM_HORIZON"

  # Partial failures and endless retries by name are taken in provisioned mode only. Without it a batch that failed in part comes
  # again as a whole; records below a partition's cursor are then skipped.
  function_response_types        = var.kafka_source.pollers == null ? null : ["ReportBatchItemFailures"]
  maximum_retry_attempts         = var.kafka_source.pollers == null ? null : -1
  maximum_record_age_in_seconds  = var.kafka_source.pollers == null ? null : -1
  bisect_batch_on_function_error = var.kafka_source.pollers == null ? null : false

  amazon_managed_kafka_event_source_config {
    consumer_group_id = var.kafka_source.consumer_group
  }

  dynamic "provisioned_poller_config" {
    for_each = var.kafka_source.pollers == null ? [] : [var.kafka_source.pollers]
    content {
      minimum_pollers = provisioned_poller_config.value.minimum
      maximum_pollers = provisioned_poller_config.value.maximum
    }
  }

  depends_on = [aws_iam_role_policy.own, aws_iam_role_policy.network]
}
