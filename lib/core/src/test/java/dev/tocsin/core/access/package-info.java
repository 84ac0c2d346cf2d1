@NullMarked
package dev.tocsin.core.access;

import org.jspecify.annotations.NullMarked;
