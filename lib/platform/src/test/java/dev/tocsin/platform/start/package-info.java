@NullMarked
package dev.tocsin.platform.start;

import org.jspecify.annotations.NullMarked;
