@NullMarked
package dev.tocsin.core.rule;

import org.jspecify.annotations.NullMarked;
