# The proxy presents a certificate that Java's own list of authorities vouches for.
output "jdbc_url" {
  description = "JDBC URL of the proxy, with TLS checked against its name."
  value       = "jdbc:postgresql://${aws_db_proxy.this.endpoint}:${local.port}/${var.database_name}?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&ApplicationName=${var.name}"
  depends_on  = [aws_rds_cluster_instance.this, aws_db_proxy_target.this, aws_vpc_security_group_ingress_rule.proxy]
}

output "username" {
  description = "As whom functions log in."
  value       = var.username
}

output "connect_arn" {
  description = "What a role must be allowed rds-db:connect for."
  value       = "arn:aws:rds-db:${var.region}:${var.account_id}:dbuser:${local.proxy_id}/${var.username}"
}

output "cluster_identifier" {
  description = "Name of the cluster."
  value       = aws_rds_cluster.this.cluster_identifier
}

output "cluster_resource_id" {
  description = "Identity of the cluster: another one is an empty database."
  value       = aws_rds_cluster.this.cluster_resource_id
}
