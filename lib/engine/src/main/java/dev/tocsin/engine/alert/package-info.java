/** The life cycle of keys and alerts: states, transitions and their reasons. */
@NullMarked
package dev.tocsin.engine.alert;

import org.jspecify.annotations.NullMarked;
