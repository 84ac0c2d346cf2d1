/**
 * The connection to PostgreSQL: schema, transactions, and how statements are run. The packages
 * below hold the ports of the core, each beside its SQL. Nothing here knows what a decision means.
 */
@NullMarked
package dev.tocsin.store;

import org.jspecify.annotations.NullMarked;
