/** What the schedule does: wakes, gives up, forgets. */
@NullMarked
package dev.tocsin.notifier.tick;

import org.jspecify.annotations.NullMarked;
