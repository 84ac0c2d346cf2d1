@NullMarked
package dev.tocsin.engine.replay;

import org.jspecify.annotations.NullMarked;
