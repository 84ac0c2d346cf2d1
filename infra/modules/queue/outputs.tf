output "arn" {
  description = "ARN of the queue, known before it exists."
  value       = local.arns[local.name]
}

output "url" {
  description = "URL of the queue."
  value       = aws_sqs_queue.main.url
}

output "name" {
  description = "Name of the queue, with its ending."
  value       = local.name
}

output "dead_letter_arn" {
  description = "ARN of the queue of its dead letters, known before it exists."
  value       = local.arns[local.dead]
}

output "dead_letter_name" {
  description = "Name of the queue of its dead letters."
  value       = local.dead
}

output "visibility_timeout" {
  description = "Seconds for which a received message stays hidden."
  value       = var.visibility_timeout
}
