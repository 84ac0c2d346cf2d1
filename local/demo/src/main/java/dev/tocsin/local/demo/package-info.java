/**
 * The demonstration: real metrics of this host and of a small sample service, an inbox that stands
 * in for the notification service, a terminal view, and the story that plays itself. It reaches the
 * pipeline only from outside (Kafka, HTTP and a port of its own) and must not know how the pipeline
 * is built.
 */
@NullMarked
package dev.tocsin.local.demo;

import org.jspecify.annotations.NullMarked;
