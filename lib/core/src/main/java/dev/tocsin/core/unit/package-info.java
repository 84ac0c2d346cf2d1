/** Units of what rules compare, and values as people write them. Knows nothing of rules. */
@NullMarked
package dev.tocsin.core.unit;

import org.jspecify.annotations.NullMarked;
