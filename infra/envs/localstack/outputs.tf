output "api_url" {
  description = "Address of the API."
  value       = module.pipeline.api_url
}

output "public_url" {
  description = "What approval links begin with."
  value       = module.pipeline.public_url
}

output "config_bucket" {
  description = "Bucket for rules/, settings.yaml, cmdb.yaml and remediations.yaml."
  value       = module.pipeline.config_bucket
}

output "functions" {
  description = "Name, alias and version of each function."
  value       = module.pipeline.functions
}

output "queues" {
  description = "Each queue: its URL and name, and the name of the queue of its dead letters."
  value       = module.pipeline.queues
}

output "alarm_topic_arn" {
  description = "Topic of the alarms."
  value       = module.pipeline.alarm_topic_arn
}

