@NullMarked
package dev.tocsin.platform.access;

import org.jspecify.annotations.NullMarked;
