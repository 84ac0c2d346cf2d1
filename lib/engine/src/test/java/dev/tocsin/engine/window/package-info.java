@NullMarked
package dev.tocsin.engine.window;

import org.jspecify.annotations.NullMarked;
