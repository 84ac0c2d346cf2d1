/** {@code tocsin explain}: how alerts with some labels are notified, and why. */
@NullMarked
package dev.tocsin.local.explain;

import org.jspecify.annotations.NullMarked;
