# Alarms on a topic. Each kind has a page under docs/runbook, which its description names.

locals {
  kinds = {
    queue-age          = "Messages wait too long: their consumer does not run, fails, or is too slow."
    dead-letters       = "Something could not be processed and was set aside; it can be driven again."
    function-errors    = "A function fails again and again."
    function-throttles = "A function is held back: its own or the account's concurrency is used up."
    offset-lag         = "Metrics are evaluated late: the evaluator does not keep up with the topic."
    breaker-open       = "A receiver, or a host that remediations act on, failed so often that it is left alone; what is for it waits."
    tick-missing       = "The tick does not run: what is due waits, and time stands still where no metrics come."
  }

  queue_age = {
    for short, queue in var.queues : "queue-age-${short}" => {
      kind       = "queue-age", namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum"
      dimensions = { QueueName = queue }, threshold = var.thresholds.queue_age_seconds, periods = 3, of = 3
    }
  }
  dead_letter_queues = {
    for short, queue in var.dead_letter_queues : "dead-letters-${short}" => {
      kind       = "dead-letters", namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
      dimensions = { QueueName = queue }, threshold = 1, periods = 1, of = 1
    }
  }
  # Nobody inside reads the notices: their coming is the news.
  notices = {
    for short, queue in var.notice_queues : "dead-letters-${short}-notices" => {
      kind       = "dead-letters", namespace = "AWS/SQS", metric = "NumberOfMessagesSent", statistic = "Sum"
      dimensions = { QueueName = queue }, threshold = 1, periods = 1, of = 1
    }
  }
  errors = {
    for short, function in var.functions : "function-errors-${short}" => {
      kind       = "function-errors", namespace = "AWS/Lambda", metric = "Errors", statistic = "Sum"
      dimensions = { FunctionName = function }, threshold = 1, periods = 3, of = 5
    }
  }
  throttles = {
    for short, function in var.functions : "function-throttles-${short}" => {
      kind       = "function-throttles", namespace = "AWS/Lambda", metric = "Throttles", statistic = "Sum"
      dimensions = { FunctionName = function }, threshold = 1, periods = 3, of = 5
    }
  }
  lag = {
    for short, function in var.kafka_functions : "offset-lag-${short}" => {
      kind       = "offset-lag", namespace = "AWS/Lambda", metric = "OffsetLag", statistic = "Maximum"
      dimensions = { FunctionName = function }, threshold = var.thresholds.offset_lag_records, periods = 5, of = 5
    }
  }
  logged = {
    for name, filter in var.log_metrics : "${filter.kind}-${name}" => {
      kind       = filter.kind, namespace = local.namespace, metric = name, statistic = "Sum"
      dimensions = {}, threshold = 1, periods = 1, of = 1
    }
  }
  ticks = {
    for short, function in var.ticks : "tick-missing-${short}" => {
      kind       = "tick-missing", namespace = "AWS/Lambda", metric = "Invocations", statistic = "Sum"
      dimensions = { FunctionName = function }, threshold = 1, periods = 5, of = 5
    }
  }

  alarms = merge(
    local.queue_age, local.dead_letter_queues, local.notices, local.errors, local.throttles, local.lag, local.logged, local.ticks,
  )
  namespace = "Tocsin/${var.name}"
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Alarms"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = var.emails

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = var.log_metrics

  name           = "${var.name}-${each.key}"
  log_group_name = each.value.log_group
  pattern        = each.value.pattern

  metric_transformation {
    namespace = local.namespace
    name      = each.key
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${local.kinds[each.value.kind]} Runbook: ${trimsuffix(var.runbook_url, "/")}/${each.value.kind}.md"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = each.value.of
  datapoints_to_alarm = each.value.periods
  threshold           = each.value.threshold
  comparison_operator = each.value.kind == "tick-missing" ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold"
  treat_missing_data  = each.value.kind == "tick-missing" ? "breaching" : "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
