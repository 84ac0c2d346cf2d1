/**
 * The HTTP server of a process: connections, bodies and answers within limits, on Jetty. Knows
 * nothing of routes and functions.
 */
@NullMarked
package dev.tocsin.local.http;

import org.jspecify.annotations.NullMarked;
