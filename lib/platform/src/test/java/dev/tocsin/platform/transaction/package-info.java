@NullMarked
package dev.tocsin.platform.transaction;

import org.jspecify.annotations.NullMarked;
