/** Label sets and the fingerprint that names one. Knows nothing of rules or alerts. */
@NullMarked
package dev.tocsin.core.label;

import org.jspecify.annotations.NullMarked;
