/** Tests of failures and their log. */
@NullMarked
package dev.tocsin.core.failure;

import org.jspecify.annotations.NullMarked;
