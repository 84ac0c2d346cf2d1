/** Matchers and their two syntaxes. */
@NullMarked
package dev.tocsin.routing.matcher;

import org.jspecify.annotations.NullMarked;
