@NullMarked
package dev.tocsin.core.state;

import org.jspecify.annotations.NullMarked;
