/** Which rules are in force, in PostgreSQL. */
@NullMarked
package dev.tocsin.store.rule;

import org.jspecify.annotations.NullMarked;
