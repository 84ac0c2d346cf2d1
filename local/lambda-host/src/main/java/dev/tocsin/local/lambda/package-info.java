/**
 * What AWS does around the functions, done in this process: event source mapping, API Gateway,
 * EventBridge rule. It knows the events of AWS and its limits, and nothing of what a function does
 * with them.
 */
@NullMarked
package dev.tocsin.local.lambda;

import org.jspecify.annotations.NullMarked;
