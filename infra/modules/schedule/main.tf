# The tick: rules that call a function every minute, one for each. What it finds is in the rows, so a call that failed is not repeated.
# A rule of several targets would do on AWS; LocalStack calls all targets of a rule once for each that was put.

resource "aws_cloudwatch_event_rule" "tick" {
  for_each = var.functions

  name                = "${var.name}-${each.key}"
  description         = "Every minute: what is due"
  schedule_expression = "rate(1 minute)"
}

resource "aws_cloudwatch_event_target" "tick" {
  for_each = var.functions

  rule      = aws_cloudwatch_event_rule.tick[each.key].name
  target_id = each.key
  arn       = each.value.live_arn

  retry_policy {
    maximum_event_age_in_seconds = 60
    maximum_retry_attempts       = 0
  }
}

resource "aws_lambda_permission" "tick" {
  for_each = var.functions

  statement_id  = "tick"
  action        = "lambda:InvokeFunction"
  function_name = each.value.name
  qualifier     = each.value.alias
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.tick[each.key].arn
}
