/** The whole pipeline from outside: a Kafka client, files, a notification service and HTTP. */
@NullMarked
package dev.tocsin.local.pipeline;

import org.jspecify.annotations.NullMarked;
