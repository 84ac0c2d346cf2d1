/**
 * Files of Prometheus rules, and how their alerts are said in ours (docs/adr/0013). What cannot be
 * said is refused with the construct that it failed on.
 */
@NullMarked
package dev.tocsin.promql.rules;

import org.jspecify.annotations.NullMarked;
