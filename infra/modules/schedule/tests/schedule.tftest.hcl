mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name = "tocsin"
  functions = {
    tick  = { name = "tocsin-tick", alias = "live", live_arn = "arn:aws:lambda:eu-central-1:123456789012:function:tocsin-tick:live" }
    other = { name = "tocsin-other", alias = "live", live_arn = "arn:aws:lambda:eu-central-1:123456789012:function:tocsin-other:live" }
  }
}

run "tick" {
  assert {
    condition     = aws_cloudwatch_event_rule.tick["tick"].schedule_expression == "rate(1 minute)" && one(aws_cloudwatch_event_target.tick["tick"].retry_policy).maximum_retry_attempts == 0
    error_message = "the tick is not every minute, or comes again"
  }

  assert {
    condition     = aws_lambda_permission.tick["tick"].qualifier == "live" && aws_lambda_permission.tick["tick"].source_arn == aws_cloudwatch_event_rule.tick["tick"].arn
    error_message = "another rule may call the tick"
  }
}

# LocalStack calls all targets of a rule once for each of them.
run "one_target_each" {
  assert {
    condition     = output.rules == { tick = "tocsin-tick", other = "tocsin-other" } && alltrue([for key, target in aws_cloudwatch_event_target.tick : target.rule == "tocsin-${key}"])
    error_message = "a rule has several targets"
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
