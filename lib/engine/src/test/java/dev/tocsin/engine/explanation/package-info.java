@NullMarked
package dev.tocsin.engine.explanation;

import org.jspecify.annotations.NullMarked;
