/**
 * Tocsin on LocalStack: a container of it, Kafka and PostgreSQL beside it, the infrastructure by
 * Terraform, and the bridge from Kafka to the evaluator. Knows what programs are called and where
 * things are, and nothing of what flows.
 */
@NullMarked
package dev.tocsin.local.localstack;

import org.jspecify.annotations.NullMarked;
