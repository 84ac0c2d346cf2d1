/** Where identities that must never repeat come from. */
@NullMarked
package dev.tocsin.core.identity;

import org.jspecify.annotations.NullMarked;
