@NullMarked
package dev.tocsin.migrate;

import org.jspecify.annotations.NullMarked;
