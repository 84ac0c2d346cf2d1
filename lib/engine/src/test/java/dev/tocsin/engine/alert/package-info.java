@NullMarked
package dev.tocsin.engine.alert;

import org.jspecify.annotations.NullMarked;
