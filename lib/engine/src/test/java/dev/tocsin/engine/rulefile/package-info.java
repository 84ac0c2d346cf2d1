@NullMarked
package dev.tocsin.engine.rulefile;

import org.jspecify.annotations.NullMarked;
