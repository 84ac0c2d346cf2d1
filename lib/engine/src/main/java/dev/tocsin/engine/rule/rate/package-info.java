/** How fast metrics grow. */
@NullMarked
package dev.tocsin.engine.rule.rate;

import org.jspecify.annotations.NullMarked;
