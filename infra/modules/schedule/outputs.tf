output "rules" {
  description = "Names of the rules."
  value       = { for name, rule in aws_cloudwatch_event_rule.tick : name => rule.name }
}

output "targets" {
  description = "What the rule calls."
  value       = { for name, target in aws_cloudwatch_event_target.tick : name => target.arn }
}
