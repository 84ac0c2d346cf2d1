/**
 * A real PostgreSQL for tests: databases that are empty, or copies of a prepared one. Knows nothing
 * of the schema.
 */
@NullMarked
package dev.tocsin.testkit.postgres;

import org.jspecify.annotations.NullMarked;
