@NullMarked
package dev.tocsin.engine.state;

import org.jspecify.annotations.NullMarked;
