mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name      = "tocsin"
  functions = { tick = { name = "tocsin-tick", alias = "live", live_arn = "arn:aws:lambda:eu-central-1:123456789012:function:tocsin-tick:live" } }
}

run "tick" {
  assert {
    condition     = aws_cloudwatch_event_rule.tick.schedule_expression == "rate(1 minute)" && one(aws_cloudwatch_event_target.tick["tick"].retry_policy).maximum_retry_attempts == 0
    error_message = "the tick is not every minute, or comes again"
  }

  assert {
    condition     = aws_lambda_permission.tick["tick"].qualifier == "live" && aws_lambda_permission.tick["tick"].source_arn == aws_cloudwatch_event_rule.tick.arn
    error_message = "another rule may call the tick"
  }
}

run "refused_1" {
  command = plan

  variables {
    # nothing to call
    functions = {}
  }

  expect_failures = [
    var.functions,
  ]
}
