@NullMarked
package dev.tocsin.formats;

import org.jspecify.annotations.NullMarked;
