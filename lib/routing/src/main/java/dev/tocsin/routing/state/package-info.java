/**
 * The states of alerts as people see them, and what people may make of them: acknowledgements.
 * Source: the alert state machine of the alerting course, part 8.
 */
@NullMarked
package dev.tocsin.routing.state;

import org.jspecify.annotations.NullMarked;
