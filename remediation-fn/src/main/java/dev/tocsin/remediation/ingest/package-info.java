/** Taking alert events: from a queue message to runs that are asked for, due or skipped. */
@NullMarked
package dev.tocsin.remediation.ingest;

import org.jspecify.annotations.NullMarked;
