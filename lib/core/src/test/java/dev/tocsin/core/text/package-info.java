@NullMarked
package dev.tocsin.core.text;

import org.jspecify.annotations.NullMarked;
