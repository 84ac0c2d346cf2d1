/** What every store of cursors promises, and the in-memory twins. */
@NullMarked
package dev.tocsin.testkit.cursor;

import org.jspecify.annotations.NullMarked;
