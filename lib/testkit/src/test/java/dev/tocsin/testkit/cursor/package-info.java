@NullMarked
package dev.tocsin.testkit.cursor;

import org.jspecify.annotations.NullMarked;
