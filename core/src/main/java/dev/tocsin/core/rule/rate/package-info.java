/** How fast metrics grow. */
@NullMarked
package dev.tocsin.core.rule.rate;

import org.jspecify.annotations.NullMarked;
