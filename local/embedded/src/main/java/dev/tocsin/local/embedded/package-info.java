/**
 * Kafka, PostgreSQL and an SQS-compatible queue as parts of this process: how they start, stop,
 * keep their data and vanish without a trace when the process is killed. It knows nothing of what
 * flows through them.
 */
@NullMarked
package dev.tocsin.local.embedded;

import org.jspecify.annotations.NullMarked;
