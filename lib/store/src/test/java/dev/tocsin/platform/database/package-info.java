/** Tests of logging in to a database, in the module that has one. */
@NullMarked
package dev.tocsin.platform.database;

import org.jspecify.annotations.NullMarked;
