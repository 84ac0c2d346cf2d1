/** How values that come from outside are shown to people. Knows nothing of what they mean. */
@NullMarked
package dev.tocsin.core.text;

import org.jspecify.annotations.NullMarked;
