output "rule" {
  description = "Name of the rule."
  value       = aws_cloudwatch_event_rule.tick.name
}

output "targets" {
  description = "What the rule calls."
  value       = { for name, target in aws_cloudwatch_event_target.tick : name => target.arn }
}
