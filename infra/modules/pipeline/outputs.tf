output "api_url" {
  description = "Address of the API."
  value       = local.api_url
}

output "public_url" {
  description = "What approval links begin with."
  value       = local.public_url
}

output "config_bucket" {
  description = "Bucket for rules/, settings.yaml, cmdb.yaml and remediations.yaml."
  value       = aws_s3_bucket.config.bucket
}

output "approval_key_secret" {
  description = "ARN of the secret that holds the approval key."
  value       = aws_secretsmanager_secret.approval_key.arn
}

output "functions" {
  description = "Name, alias and version of each function."
  value       = { for key, function in module.function : key => { name = function.name, alias = function.alias, version = function.version } }
}

output "queues" {
  description = "Each queue: its URL and name, and the name of the queue of its dead letters."
  value       = { for key, queue in module.queue : key => { url = queue.url, name = queue.name, dead_letters = queue.dead_letter_name } }
}

output "alarm_topic_arn" {
  description = "Topic of the alarms."
  value       = module.alarms.topic_arn
}

output "alarm_kinds" {
  description = "Kinds of alarms; each has a page under docs/runbook."
  value       = module.alarms.kinds
}
