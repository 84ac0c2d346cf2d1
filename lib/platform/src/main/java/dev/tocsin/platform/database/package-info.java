/** How a function logs in to its database. Knows no table. */
@NullMarked
package dev.tocsin.platform.database;

import org.jspecify.annotations.NullMarked;
