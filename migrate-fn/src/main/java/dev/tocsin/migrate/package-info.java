/** The function that brings the schema up to date. Knows nothing of what the tables hold. */
@NullMarked
package dev.tocsin.migrate;

import org.jspecify.annotations.NullMarked;
