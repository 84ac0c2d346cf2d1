@NullMarked
package dev.tocsin.local.rules;

import org.jspecify.annotations.NullMarked;
