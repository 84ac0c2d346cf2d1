@NullMarked
package dev.tocsin.engine.condition;

import org.jspecify.annotations.NullMarked;
