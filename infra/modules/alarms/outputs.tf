output "topic_arn" {
  description = "Topic of the alarms."
  value       = aws_sns_topic.alarms.arn
}

output "kinds" {
  description = "Kinds of alarms; each has a page of that name under docs/runbook."
  value       = keys(local.kinds)
}

output "alarms" {
  description = "Name, kind, metric, dimensions and description of each alarm."
  value = {
    for key, alarm in aws_cloudwatch_metric_alarm.this : key => {
      name        = alarm.alarm_name
      kind        = local.alarms[key].kind
      metric      = alarm.metric_name
      dimensions  = alarm.dimensions
      description = alarm.alarm_description
      actions     = alarm.alarm_actions
    }
  }
}
