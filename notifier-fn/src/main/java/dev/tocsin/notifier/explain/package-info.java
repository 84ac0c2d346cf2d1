/** Why alerts with some labels are, or would be, notified as they are. */
@NullMarked
package dev.tocsin.notifier.explain;

import org.jspecify.annotations.NullMarked;
