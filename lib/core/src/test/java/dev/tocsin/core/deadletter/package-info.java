@NullMarked
package dev.tocsin.core.deadletter;

import org.jspecify.annotations.NullMarked;
