mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name               = "tocsin"
  queues             = { notify = "tocsin-notify.fifo" }
  dead_letter_queues = { notify = "tocsin-notify-dead.fifo" }
  notice_queues      = { dead-letters = "tocsin-dead-letters.fifo" }
  functions          = { evaluator-metrics = "tocsin-evaluator-metrics", evaluator-tick = "tocsin-evaluator-tick" }
  kafka_functions    = { evaluator-metrics = "tocsin-evaluator-metrics" }
  ticks              = { evaluator-tick = "tocsin-evaluator-tick" }
  log_metrics        = { breakers-opened = { kind = "breaker-open", log_group = "/aws/lambda/tocsin-notifier-delivery", pattern = "opened" } }
  kms_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  account_id         = "123456789012"
}

run "alarms" {
  variables {
    runbook_url = "https://git.example.com/tocsin/docs/runbook/"
    emails      = ["oncall@example.com"]
  }

  assert {
    condition     = toset([for alarm in output.alarms : alarm.kind]) == toset(output.kinds)
    error_message = "a kind has no alarm"
  }

  assert {
    condition = alltrue([
      for alarm in output.alarms : endswith(alarm.description, "Runbook: https://git.example.com/tocsin/docs/runbook/${alarm.kind}.md")
      && alarm.actions == toset([aws_sns_topic.alarms.arn]) && startswith(alarm.name, "tocsin-${alarm.kind}")
    ])
    error_message = "an alarm has no receiver, or names no runbook page"
  }

  # No data is a fault where the tick should be, and none elsewhere.
  assert {
    condition = alltrue([
      for key, alarm in aws_cloudwatch_metric_alarm.this : alarm.treat_missing_data == (startswith(key, "tick-missing") ? "breaching" : "notBreaching")
    ])
    error_message = "an alarm takes silence for the wrong thing"
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["breakers-opened"].metric_transformation[0].namespace == aws_cloudwatch_metric_alarm.this["breaker-open-breakers-opened"].namespace && length(aws_sns_topic_subscription.email) == 1
    error_message = "log lines are counted elsewhere than the alarm looks"
  }
}

run "refused_1" {
  command = plan

  variables {
    # runbook is no address
    runbook_url = "wiki"

    # email is no address
    emails = ["oncall"]

    # kind without a page
    log_metrics = { x = { kind = "other", log_group = "g", pattern = "p" } }

    # younger than a wake up
    thresholds = { queue_age_seconds = 60 }
  }

  expect_failures = [
    var.runbook_url,
    var.emails,
    var.log_metrics,
    var.thresholds,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # always lagging
    thresholds = { offset_lag_records = 0 }
  }

  expect_failures = [
    var.thresholds,
  ]
}
