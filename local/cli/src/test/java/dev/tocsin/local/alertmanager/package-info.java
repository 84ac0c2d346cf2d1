/** The command {@code alertmanager}: its flags, its log, and the process. */
@NullMarked
package dev.tocsin.local.alertmanager;

import org.jspecify.annotations.NullMarked;
