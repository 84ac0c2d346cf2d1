/** How fast metrics grow. */
@NullMarked
package dev.tocsin.engine.condition.rate;

import org.jspecify.annotations.NullMarked;
