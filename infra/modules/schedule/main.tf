# The tick: a rule that calls functions every minute. What it finds is in the rows, so a call that failed is not repeated.

resource "aws_cloudwatch_event_rule" "tick" {
  name                = "${var.name}-tick"
  description         = "Every minute: what is due"
  schedule_expression = "rate(1 minute)"
}

resource "aws_cloudwatch_event_target" "tick" {
  for_each = var.functions

  rule      = aws_cloudwatch_event_rule.tick.name
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
  source_arn    = aws_cloudwatch_event_rule.tick.arn
}
